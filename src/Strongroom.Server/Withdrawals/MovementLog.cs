namespace Strongroom.Server.Withdrawals;

internal static partial class MovementLog
{
    [LoggerMessage(
        500, LogLevel.Information, "Movement {Id} is signed with nonce {Nonce}, transaction {Hash}")]
    internal static partial void Signed(ILogger logger, Guid id, ulong nonce, string hash);

    [LoggerMessage(501, LogLevel.Warning, "Movement {Id} is refused: {Code}")]
    internal static partial void Refused(ILogger logger, Guid id, string code);

    [LoggerMessage(502, LogLevel.Warning, "A node does not take transaction {Hash}: {Code}")]
    internal static partial void NotTaken(ILogger logger, string hash, string code);

    [LoggerMessage(503, LogLevel.Information, "Movement {Id} ended on chain as {State}")]
    internal static partial void Ended(ILogger logger, Guid id, string state);

    [LoggerMessage(504, LogLevel.Information, "Movement {Id} is stuck and gets a higher fee")]
    internal static partial void Bumped(ILogger logger, Guid id);
}
