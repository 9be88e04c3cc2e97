namespace Strongroom.Intents;

/// <summary>What an intent is for; the texts are those of docs/formats/intent.md.</summary>
public enum IntentKind
{
    Withdrawal,
    InternalMove,
    GasTopUp,
    ChainRegistration,
    AssetRegistration,
    ClientRegistration,
    WalletOpening,
    HouseWalletOpening,
    AllowlistEntry,
    AllowlistRemoval,
    PolicyChange,
    RosterChange,
    Unfreeze,
    Ceremony,
    KeyRegistration,
    KeyStateChange,
    ColdSignerRegistration,
}
