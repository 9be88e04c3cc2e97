namespace Strongroom.Server.Storage;

/// <summary>
/// One piece of recorded work: what to do (<see cref="Kind"/>) to what (<see cref="Key"/>).
/// </summary>
internal sealed record Job(Guid Id, string Kind, string Key, int Attempt);
