namespace Strongroom.Server.Http;

internal static partial class HttpLog
{
    [LoggerMessage(200, LogLevel.Warning, "The database is out of reach: {Reason}")]
    internal static partial void StorageUnavailable(ILogger logger, string reason);
}
