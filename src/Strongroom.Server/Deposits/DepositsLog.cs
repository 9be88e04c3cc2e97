namespace Strongroom.Server.Deposits;

internal static partial class DepositsLog
{
    [LoggerMessage(600, LogLevel.Warning, "Chain {Chain} cannot be followed now")]
    internal static partial void FollowingStopped(ILogger logger, Exception? reason, string chain);

    [LoggerMessage(601, LogLevel.Warning, "Chain {Chain} was reorganised: back from {From} to {Ancestor}")]
    internal static partial void Reorganised(ILogger logger, string chain, long from, long ancestor);
}
