namespace Strongroom.Intents;

/// <summary>
/// The refusal codes of intents read on their own; what needs the registry is refused there.
/// </summary>
public static class IntentRefusal
{
    public const string UnknownSchema = "intent.unknown-schema";
    public const string UnknownKind = "intent.unknown-kind";
    public const string Lifetime = "intent.lifetime";
    public const string AssetElsewhere = "intent.asset-elsewhere";
    public const string ChainUnsupported = "intent.chain-unsupported";
    public const string ZeroAmount = "intent.zero-amount";
    public const string CallDiffers = "intent.call-differs";
    public const string NotNative = "intent.not-native";
    public const string DuplicateAccount = "intent.duplicate-account";
    public const string EmptyChange = "intent.empty-change";
    public const string CommitmentMismatch = "intent.commitment-mismatch";
}
