using Strongroom.Intents;

namespace Strongroom.Cold;

/// <summary>
/// Who asks for a request: everything that waits for that Signer, unless intents name some of it.
/// </summary>
public sealed record ColdCall(string Origin, IReadOnlyList<Digest> Intents);
