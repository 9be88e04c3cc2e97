namespace Strongroom.Signer.Hosting;

/// <summary>
/// Everything that the Signer logs: codes, sizes and ids, never what people sent, never a secret.
/// </summary>
internal static partial class SignerLog
{
    [LoggerMessage(1, LogLevel.Information,
        "Institution {Institution}, profile {Profile}: journal of {Size} leaves opened")]
    internal static partial void Opened(ILogger logger, string institution, string profile, ulong size);

    [LoggerMessage(2, LogLevel.Information, "Started at leaf {Index}: waiting for the witnesses")]
    internal static partial void Started(ILogger logger, ulong index);

    [LoggerMessage(3, LogLevel.Information, "Witnessed: signing")]
    internal static partial void Witnessed(ILogger logger);

    [LoggerMessage(11, LogLevel.Error,
        "Witness {Witness}: {Code}: it holds {HeldSize} leaves, this journal {OwnSize}")]
    internal static partial void WitnessConflict(
        ILogger logger, string witness, string code, ulong heldSize, ulong ownSize);

    [LoggerMessage(4, LogLevel.Error, "Signing stopped until the witnesses cosign: {Code}")]
    internal static partial void Stopped(ILogger logger, string code);

    [LoggerMessage(5, LogLevel.Warning, "A peer was turned away: {Code}: {Reason}")]
    internal static partial void PeerRefused(ILogger logger, string code, string reason);

    [LoggerMessage(6, LogLevel.Information, "Snapshot of {Size} leaves in {Pages} pages written")]
    internal static partial void SnapshotWritten(ILogger logger, ulong size, int pages);

    [LoggerMessage(7, LogLevel.Warning, "Snapshot {Name} is broken or not confirmed: not used")]
    internal static partial void SnapshotUnused(ILogger logger, string name);

    [LoggerMessage(8, LogLevel.Error, "A snapshot could not be written")]
    internal static partial void SnapshotFailed(ILogger logger, Exception cause);

    [LoggerMessage(9, LogLevel.Error, "A request ended in an exception")]
    internal static partial void RequestFailed(ILogger logger, Exception cause);

    [LoggerMessage(10, LogLevel.Warning,
        "The diagnostics port is open to processes of this uid: start with DOTNET_EnableDiagnostics=0")]
    internal static partial void DiagnosticsOpen(ILogger logger);

    [LoggerMessage(40, LogLevel.Warning, "Token {Label} at {Site} failed and is left out: {Problem}")]
    internal static partial void TokenFailed(ILogger logger, string label, string site, string problem);

    [LoggerMessage(41, LogLevel.Information, "Token {Label} at {Site} answers again and takes part")]
    internal static partial void TokenBack(ILogger logger, string label, string site);

    [LoggerMessage(42, LogLevel.Critical, "No token of the group answers: keys cannot be derived")]
    internal static partial void TokensGone(ILogger logger);

    [LoggerMessage(43, LogLevel.Warning, "Key {Key} belongs to no account: destroyed")]
    internal static partial void UnusedKeyDestroyed(ILogger logger, string key);
}
