using System.Text.Json;

namespace Strongroom.Server.Intents;

/// <summary>An intent with the statements on it so far and the preview of the policy.</summary>
internal sealed record IntentDetailOutput(
    IntentOutput Intent, IReadOnlyList<JsonElement> Statements, PreviewOutput? Preview);
