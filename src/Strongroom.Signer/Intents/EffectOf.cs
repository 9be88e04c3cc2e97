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
        if (intent is Intent.KeyRegistration registration) return RootOf(state, registration);
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

    /// <summary>The root as it is now.</summary>
    private static CanonicalObject RootOf(State state, Intent.KeyRegistration intent)
    {
        bool isThere = state.TryGetRootOf(intent.Transcript, out RootRecord? root);
        Invariant.Holds(isThere && root is not null);
        return CanonicalObject.Of(("root", root.ToObject()));
    }
}
