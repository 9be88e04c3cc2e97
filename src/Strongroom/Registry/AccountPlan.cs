using System.Globalization;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Gives every account of an opening the next hardened account index (BIP-44: m / 44' / 60' / account' / 0 /
/// 0), so that one index serves one account of one owner and none is ever given twice. The index of an
/// account whose key is born in a token stays unused.
/// </summary>
internal static class AccountPlan
{
    /// <summary>The last hardened index (BIP-32).</summary>
    internal const uint IndexMax = 0x7fffffff;

    internal static IReadOnlyList<AccountDemand> Of(State state, Intent intent) => intent switch
    {
        Intent.WalletOpening opening => Plan(state, opening.Client.Value, opening.Accounts),
        Intent.HouseWalletOpening opening => Plan(state, opening.Wallet.Value, opening.Accounts),
        _ => [],
    };

    /// <summary>How many accounts the intent asks for.</summary>
    internal static int CountOf(Intent intent) => intent switch
    {
        Intent.WalletOpening opening => opening.Accounts.Count,
        Intent.HouseWalletOpening opening => opening.Accounts.Count,
        _ => 0,
    };

    private static AccountDemand[] Plan(State state, Uuid7 owner, IReadOnlyList<AccountTerms> accounts)
    {
        bool isThere = state.TryGetRootFor(owner, out RootRecord? root);
        Invariant.Holds(isThere && root is not null);
        AccountDemand[] demands = new AccountDemand[accounts.Count];
        for (int i = 0; i < demands.Length; i++)
        {
            AccountTerms terms = accounts[i];
            string path = string.Create(
                CultureInfo.InvariantCulture, $"m/44'/60'/{state.NextAccountIndex + (uint)i}'/0/0");
            demands[i] = new AccountDemand(
                terms.Account, owner, terms.Chain, terms.Generation, terms.Temperature, path)
            {
                Root = root.Root,
                Level = terms.Level,
            };
        }

        return demands;
    }
}
