namespace Strongroom.Server.Deposits;

internal static partial class DepositsLog
{
    [LoggerMessage(600, LogLevel.Warning, "Chain {Chain} cannot be followed now: {Reason}")]
    internal static partial void FollowingStopped(ILogger logger, string chain, string reason);

    [LoggerMessage(601, LogLevel.Warning, "Chain {Chain} was reorganised: back from {From} to {Ancestor}")]
    internal static partial void Reorganised(ILogger logger, string chain, long from, long ancestor);
}
