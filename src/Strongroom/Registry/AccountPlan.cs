using System.Globalization;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Gives every account of an opening the next hardened account index (BIP-44: m / 44' / 60' / account' / 0 /
/// 0), so that one index serves one account of one owner and none is ever given twice.
/// </summary>
internal static class AccountPlan
{
    /// <summary>The last hardened index (BIP-32).</summary>
    internal const uint IndexMax = 0x7fffffff;

    internal static IReadOnlyList<AccountDemand> Of(Intent intent, uint nextIndex) => intent switch
    {
        Intent.WalletOpening opening => Plan(opening.Client.Value, opening.Accounts, nextIndex),
        Intent.HouseWalletOpening opening => Plan(opening.Wallet.Value, opening.Accounts, nextIndex),
        _ => [],
    };

    private static AccountDemand[] Plan(Uuid7 owner, IReadOnlyList<AccountTerms> accounts, uint nextIndex)
    {
        AccountDemand[] demands = new AccountDemand[accounts.Count];
        for (int i = 0; i < demands.Length; i++)
        {
            AccountTerms terms = accounts[i];
            string path = string.Create(
                CultureInfo.InvariantCulture, $"m/44'/60'/{nextIndex + (uint)i}'/0/0");
            demands[i] = new AccountDemand(
                terms.Account, owner, terms.Chain, terms.Generation, terms.Temperature, path);
        }

        return demands;
    }
}
