using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.SecretSharing;

namespace Strongroom.Cli.Ceremonies;

/// <summary>Faults of shares as refusals: the words name which share, never what is in it.</summary>
internal static class ShareRefusals
{
    internal static Refusal Of(ShareFault fault) => new(
        CodeOf(fault.Kind), char.ToUpperInvariant(fault.Words[0]) + fault.Words[1..] + ".", "share");

    internal static Refusal Of(AgeOutcome outcome) => outcome == AgeOutcome.NoMatch
        ? new Refusal(
            ShareRefusal.FileForOther, "The share file is encrypted to another custodian's key.", "key")
        : new Refusal(
            ShareRefusal.FileDamaged, "The share file is no age file, or it was changed.", "file",
            "a file that a ceremony wrote");

    internal static Refusal KeyFile() => new(
        ShareRefusal.KeyFile, "The custodian's key file cannot be used.", "key",
        "a file of custodian keys new, mode 0600");

    private static string CodeOf(ShareFaultKind kind) => kind switch
    {
        ShareFaultKind.WordCount => ShareRefusal.WordCount,
        ShareFaultKind.UnknownWord => ShareRefusal.UnknownWord,
        ShareFaultKind.Checksum => ShareRefusal.Checksum,
        ShareFaultKind.Padding => ShareRefusal.Padding,
        ShareFaultKind.Parameters => ShareRefusal.Parameters,
        ShareFaultKind.OtherSet => ShareRefusal.OtherSet,
        ShareFaultKind.Repeated => ShareRefusal.Repeated,
        ShareFaultKind.TooFew => ShareRefusal.TooFew,
        ShareFaultKind.TooMany => ShareRefusal.TooMany,
        ShareFaultKind.Digest => ShareRefusal.Digest,
        _ => ShareRefusal.Passphrase,
    };
}
