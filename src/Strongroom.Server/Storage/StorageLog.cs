namespace Strongroom.Server.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(100, LogLevel.Information, "Private PostgreSQL cluster created in {Folder}")]
    internal static partial void ClusterCreated(ILogger logger, string folder);

    [LoggerMessage(101, LogLevel.Warning, "PostgreSQL ended with code {Code}, starting it again: {Reason}")]
    internal static partial void ClusterEnded(ILogger logger, int code, string reason);

    [LoggerMessage(102, LogLevel.Information, "Migration {Number} applied: {Name}")]
    internal static partial void Migrated(ILogger logger, int number, string name);

    [LoggerMessage(103, LogLevel.Warning, "Job {Kind} {Key} failed at attempt {Attempt}: {Reason}")]
    internal static partial void JobFailed(
        ILogger logger, string kind, string key, int attempt, string reason);

    [LoggerMessage(104, LogLevel.Warning, "The job table is out of reach: {Reason}")]
    internal static partial void JobsUnreachable(ILogger logger, string reason);

    [LoggerMessage(105, LogLevel.Warning, "The private cluster went away while it was opened: {Reason}")]
    internal static partial void OpenFailed(ILogger logger, string reason);
}
