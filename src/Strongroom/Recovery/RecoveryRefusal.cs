namespace Strongroom.Recovery;

/// <summary>What is refused about descriptors and a recovery (docs/formats/refusals.md).</summary>
public static class RecoveryRefusal
{
    public const string AddressDiffers = "recovery.address-differs";
    public const string ChainUnreachable = "recovery.chain-unreachable";
    public const string Destination = "recovery.destination";
    public const string GasAccount = "recovery.gas-account";
    public const string Gap = "recovery.gap";
    public const string Incomplete = "recovery.incomplete";
    public const string JournalKey = "recovery.journal-key";
    public const string Mixed = "recovery.mixed";
    public const string RootDiffers = "recovery.root-differs";
    public const string Signature = "recovery.signature";
    public const string Source = "recovery.source";
}
