namespace Strongroom.Server.Http;

internal static partial class HttpLog
{
    [LoggerMessage(200, LogLevel.Warning, "The database is out of reach")]
    internal static partial void StorageUnavailable(ILogger logger, Exception reason);
}
