namespace Strongroom.Server.Storage;

/// <summary>
/// The work of one kind of job. It may run again after any crash, and twice at once with another key: it
/// looks at the state before it acts and changes it by compare-and-set.
/// </summary>
internal sealed record JobHandler(string Kind, Func<string, CancellationToken, Task<JobOutcome>> Run);
