using Strongroom.Cryptography.Transport;

namespace Strongroom.Server.Intents;

internal static partial class IntentsLog
{
    [LoggerMessage(400, LogLevel.Warning, "The Signer is out of reach: {Reason}")]
    internal static partial void SignerUnreachable(ILogger logger, string reason);

    [LoggerMessage(401, LogLevel.Error, "The Signer's registry cannot be read: {Reason}")]
    internal static partial void RegistryUnreadable(ILogger logger, string reason);

    [LoggerMessage(402, LogLevel.Information, "Intent {Digest} is registered at index {Index}")]
    internal static partial void Registered(ILogger logger, string digest, long? index);

    [LoggerMessage(403, LogLevel.Warning, "The Signer refused intent {Digest}: {Code}")]
    internal static partial void Refused(ILogger logger, string digest, string code);

    [LoggerMessage(
        405, LogLevel.Error, "Intent {Digest}, refused here, was registered at the Signer: held again")]
    internal static partial void HeldAgain(ILogger logger, string digest);

    [LoggerMessage(404, LogLevel.Warning, "The Signer refused statement {Statement}: {Code}")]
    internal static partial void StatementRefused(ILogger logger, Guid statement, string code);

    [LoggerMessage(405, LogLevel.Error,
        "Who answers at the Signer's address is not the Signer: its certificate is {Verdict}")]
    internal static partial void SignerNotPinned(ILogger logger, CertificateVerdict verdict);
}
