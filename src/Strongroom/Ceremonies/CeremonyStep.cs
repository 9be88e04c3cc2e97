namespace Strongroom.Ceremonies;

/// <summary>
/// One step of a ceremony. A secret-bearing stretch is never resumed in the middle: it starts over.
/// </summary>
public sealed record CeremonyStep(string Id, string Actor, string Words, bool IsSecret);
