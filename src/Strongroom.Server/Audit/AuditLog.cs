namespace Strongroom.Server.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(300, LogLevel.Warning, "The sequencer moved nothing and tries again: {Reason}")]
    internal static partial void SequencerWaits(ILogger logger, string reason);
}
