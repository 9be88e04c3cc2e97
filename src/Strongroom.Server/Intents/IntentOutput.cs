using System.Text.Json;
using Strongroom.Intents;

namespace Strongroom.Server.Intents;

/// <summary>An intent as the API shows it; its exact bytes are at …/bytes.</summary>
internal sealed record IntentOutput(
    string Digest, string Id, string Kind, string State, JsonElement Intent)
{
    public string? Rule { get; init; }

    /// <summary>The index of the registering leaf in the Signer's journal.</summary>
    public long? JournalIndex { get; init; }

    public string? NotBefore { get; init; }

    public string? RefusalCode { get; init; }

    public string? RefusalText { get; init; }

    internal static IntentOutput Of(IntentRow row) => Of(row.Intent, row.State) with
    {
        Rule = row.Rule,
        JournalIndex = row.JournalIndex,
        NotBefore = row.NotBefore is { } time ? Timestamp.From(time).ToString() : null,
        RefusalCode = row.RefusalCode,
        RefusalText = row.RefusalText,
    };

    internal static IntentOutput Of(Intent intent, string state)
    {
        using JsonDocument document = JsonDocument.Parse(intent.Bytes);
        return new IntentOutput(
            intent.Digest.ToString(), intent.Id.ToString(), intent.Kind.ToText(), state,
            document.RootElement.Clone());
    }
}
