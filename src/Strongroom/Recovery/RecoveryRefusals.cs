namespace Strongroom.Recovery;

/// <summary>The same as values.</summary>
public static class RecoveryRefusals
{
    public static Refusal AddressDiffers(string account) => new(
        RecoveryRefusal.AddressDiffers,
        $"The key of account {account} has another address than the descriptors say: nothing was sent.",
        "accounts", "descriptors of this root");

    public static Refusal ChainUnreachable() => new(
        RecoveryRefusal.ChainUnreachable, "No node was named whose chain the descriptors know.", "--rpc",
        "an Ethereum node's URL for each chain");

    public static Refusal Destination(string owner) => new(
        RecoveryRefusal.Destination, $"Nothing says where the assets of {owner} are to go.", "--to",
        "OWNER=ADDRESS for every owner of an account, or --to-all ADDRESS; none of the descriptors");

    public static Refusal GasAccount() => new(
        RecoveryRefusal.GasAccount, "The account that is to pay for gas is none of this root's.",
        "--gas-account", "the id of an account in the descriptors");

    public static Refusal Gap() => new(
        RecoveryRefusal.Gap, "A part of the descriptors is missing, or stands at another place.", "from",
        "every part, in order, from leaf 0");

    public static Refusal Incomplete() => new(
        RecoveryRefusal.Incomplete, "The descriptor file ends within a line, or holds none.", null,
        "a file of descriptors export");

    public static Refusal JournalKey() => new(
        RecoveryRefusal.JournalKey, "The journal's key file cannot be used for this log.", "--journal-key",
        "journal.key of the Signer, mode 0600");

    public static Refusal Mixed() => new(
        RecoveryRefusal.Mixed, "The parts belong to different institutions.", "genesis");

    public static Refusal RootDiffers() => new(
        RecoveryRefusal.RootDiffers, "The shares rebuild another root than any account's.", "--share",
        "the shares of a root that the descriptors name");

    public static Refusal Signature() => new(
        RecoveryRefusal.Signature, "The descriptors were not signed so by this journal's key.", "signature",
        "a file of this Signer, unchanged, and its journal's vkey");

    public static Refusal Source() => new(
        RecoveryRefusal.Source, "This does not say where the descriptors come from.", "--socket",
        "either --socket, or --journal with --journal-key");
}
