namespace Strongroom.Cli.Ceremonies;

/// <summary>What is refused about shares and share files (docs/formats/refusals.md).</summary>
internal static class ShareRefusal
{
    public const string WordCount = "share.word-count";
    public const string UnknownWord = "share.unknown-word";
    public const string Checksum = "share.checksum";
    public const string Padding = "share.padding";
    public const string Parameters = "share.parameters";
    public const string OtherSet = "share.other-set";
    public const string Repeated = "share.repeated";
    public const string TooFew = "share.too-few";
    public const string TooMany = "share.too-many";
    public const string Digest = "share.digest";
    public const string Passphrase = "share.passphrase";
    public const string FileDamaged = "share.file-damaged";
    public const string FileForOther = "share.file-for-other";
    public const string KeyFile = "share.key-file";
}
