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

    /// <summary>
    /// Whether the account's key is a cold Signer's: then the address comes out of its pool, and nothing here
    /// derives it.
    /// </summary>
    internal static bool IsPooled(State state, AccountTerms account) =>
        account.Temperature == Temperature.Cold && state.ColdSigners.Count > 0;

    internal static string PathOf(uint index) =>
        string.Create(CultureInfo.InvariantCulture, $"m/44'/60'/{index}'/0/0");

    private static AccountDemand[] Plan(State state, Uuid7 owner, IReadOnlyList<AccountTerms> accounts)
    {
        bool isThere = state.TryGetRootFor(owner, out RootRecord? root);
        Invariant.Holds(isThere && root is not null);
        AccountDemand[] demands = new AccountDemand[accounts.Count];
        (uint derived, uint pooled) = (0, 0);
        for (int i = 0; i < demands.Length; i++)
        {
            AccountTerms terms = accounts[i];
            if (IsPooled(state, terms))
            {
                demands[i] = Pooled(state, owner, terms, pooled++);
                continue;
            }

            string path = PathOf(state.NextAccountIndex + derived++);
            demands[i] = new AccountDemand(
                terms.Account, owner, terms.Chain, terms.Generation, terms.Temperature, path)
            {
                Root = root.Root,
                Level = terms.Level,
            };
        }

        return demands;
    }

    private static AccountDemand Pooled(State state, Uuid7 owner, AccountTerms terms, uint offset)
    {
        ColdSigner signer = state.ColdSigners[^1];
        uint index = signer.Given + offset;
        bool isThere = state.TryGetPooled(signer.Root, index, out PooledAddress? pooled);
        Invariant.Holds(isThere && pooled is not null);
        return new AccountDemand(
            terms.Account, owner, terms.Chain, terms.Generation, terms.Temperature, PathOf(index))
        {
            Root = signer.Root,
            Level = terms.Level,
            Pooled = pooled,
        };
    }
}
