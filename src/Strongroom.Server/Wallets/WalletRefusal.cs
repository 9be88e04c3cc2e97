namespace Strongroom.Server.Wallets;

/// <summary>The refusal codes of this room.</summary>
internal static class WalletRefusal
{
    public const string AccountNotReady = "wallets.account-not-ready";
    public const string ChainNotRegistered = "wallets.chain-not-registered";
    public const string ClientNotActive = "wallets.client-not-active";
    public const string ChainsMalformed = "wallets.chains-malformed";
}
