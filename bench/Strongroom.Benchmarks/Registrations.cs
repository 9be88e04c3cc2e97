using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Benchmarks;

/// <summary>The intents that make a registry: a chain, clients, and a wallet with one account for each.</summary>
internal static class Registrations
{
    internal const ulong ChainNumber = 31337;

    internal static AssetId Ether { get; } = AssetId.Ether(ChainNumber);

    internal static ChainId Chain { get; } = ChainId.Eip155(ChainNumber);

    internal static Intent RegisterChain(IntentHead head) => Institution.Parse(head.Compose(
        IntentKind.ChainRegistration, ("chain", $"{Chain}"), ("name", "Bench chain"), ("confirmations", 12),
        ("native", CanonicalObject.Of(("asset", $"{Ether}"), ("decimals", 18), ("symbol", "ETH")))));

    internal static Intent RegisterClient(IntentHead head, ClientId client) => Institution.Parse(head.Compose(
        IntentKind.ClientRegistration, ("client", $"{client}"),
        ("nameCommitment", Digest.Sha256(client.Value.ToGuid().ToByteArray()).ToString()), ("service", "custody")));

    internal static Intent OpenWallet(IntentHead head, ClientId client, AccountId account) =>
        Institution.Parse(head.Compose(
            IntentKind.WalletOpening, ("client", $"{client}"), ("wallet", $"{WalletId.From(Guid.CreateVersion7())}"),
            ("accounts", CanonicalArray.Of(new AccountTerms(account, Chain, 0, Temperature.Hot).ToCanonical()))));

    internal static Amount Wei(string text)
    {
        Invariant.Holds(Amount.TryParse(text, out Amount amount, out _));
        return amount;
    }
}
