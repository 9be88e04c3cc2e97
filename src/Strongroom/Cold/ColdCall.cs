using Strongroom.Intents;

namespace Strongroom.Cold;

/// <summary>
/// What a request is asked for: everything that waits for that cold Signer, unless intents name some of it.
/// </summary>
public sealed record ColdCall(string Origin, IReadOnlyList<Digest> Intents);
