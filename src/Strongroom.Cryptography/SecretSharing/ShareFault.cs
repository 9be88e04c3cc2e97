namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// A fault of shares as a value. <paramref name="Share"/> counts from 1 in the order given; 0 when the fault
/// belongs to all of them together. The words name places and counts, never the content of a share.
/// </summary>
internal sealed record ShareFault(ShareFaultKind Kind, int Share, string Words);

/// <summary>Why shares were not taken (SLIP-39, "Combining" and "Format of the share mnemonic").</summary>
internal enum ShareFaultKind
{
    WordCount,
    UnknownWord,
    Checksum,
    Padding,
    Parameters,
    OtherSet,
    Repeated,
    TooFew,
    TooMany,
    Digest,
    Passphrase,
}
