using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>
/// The effect of a governance intent as the state holds it, so that a repeated question gets the first
/// answer.
/// </summary>
internal static class EffectOf
{
    /// <summary>Null while the intent has none.</summary>
    internal static CanonicalObject? Read(State state, IntentRecord record, Intent intent)
    {
        if (record.State != RegisteredState.Effective) return null;
        IReadOnlyList<AccountTerms> accounts = intent switch
        {
            Intent.WalletOpening opening => opening.Accounts,
            Intent.HouseWalletOpening opening => opening.Accounts,
            _ => [],
        };
        List<DerivedAddress> addresses = new(accounts.Count);
        foreach (AccountTerms terms in accounts)
        {
            bool isThere = state.TryGetAccount(terms.Account, out AccountRecord? account);
            Invariant.Holds(isThere && account is not null);
            addresses.Add(new DerivedAddress(
                account.Account, account.Address, account.Level, account.Path, account.Signature)
            {
                Root = account.Root,
            });
        }

        return new IntentEffect(addresses).ToObject();
    }
}
