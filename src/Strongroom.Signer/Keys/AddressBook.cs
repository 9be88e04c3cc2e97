using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Derives the addresses that an opening demands and signs the statement that each is whose.
/// </summary>
internal sealed class AddressBook(Keyring keys, ServiceSigningKey journalKey)
{
    internal Keyring Keys => keys;

    /// <summary>
    /// One address a demand, in their order; a refusal where this Signer makes no keys of a level that one
    /// asks for. Keys that were born for nothing, because a later one failed, are destroyed again.
    /// </summary>
    internal bool TryDerive(
        Digest genesis, IReadOnlyList<AccountDemand> demands, Timestamp date,
        out DerivedAddress[] derived, [NotNullWhen(false)] out Refusal? refusal)
    {
        derived = new DerivedAddress[demands.Count];
        refusal = Check(demands);
        if (refusal is not null) return false;
        int done = 0;
        try
        {
            for (; done < derived.Length; done++) derived[done] = Derive(genesis, demands[done], date);
            return true;
        }
        catch (TokenException)
        {
            Forget(derived.AsSpan(0, done));
            throw;
        }
    }

    /// <summary>
    /// The journal key's word for what is shown elsewhere: addresses, and the registry's names.
    /// </summary>
    internal byte[] Sign(Digest hash) => journalKey.Sign(hash.ToBytes());

    private Refusal? Check(IReadOnlyList<AccountDemand> demands)
    {
        foreach (AccountDemand demand in demands)
        {
            AccountKeys below = keys.Of(demand.Root);
            if (demand.Level is { } level && !below.CanMake(level))
                return new Refusal(SignerRefusal.LevelUnavailable,
                    "This Signer makes no keys of the level that is asked for.", "accounts.level",
                    below.Keystore.Level.ToText());
        }

        return null;
    }

    private DerivedAddress Derive(Digest genesis, AccountDemand demand, Timestamp date)
    {
        AccountKeys below = keys.Of(demand.Root);
        EthereumAddress address;
        if (demand.Level == ProtectionLevel.HsmNative) demand = Bear(below, demand, out address);
        else address = below.AddressOf(demand.Path);
        byte[] signature = Sign(AddressStatement.Hash(genesis, demand, address, date));
        return new DerivedAddress(
            demand.Account, address, demand.Level ?? below.Keystore.Level, demand.Path, signature)
        {
            Root = demand.Root,
        };
    }

    /// <summary>The demand with the name that a new key has in its token.</summary>
    private static AccountDemand Bear(AccountKeys below, AccountDemand demand, out EthereumAddress address)
    {
        (TokenKeyReference reference, AccountKey key) = below.Native!.Make(demand.Account);
        address = key.Address;
        return demand with { Path = reference.ToString() };
    }

    private void Forget(ReadOnlySpan<DerivedAddress> addresses)
    {
        foreach (DerivedAddress address in addresses)
        {
            if (TokenKeyReference.TryParse(address.Path, out TokenKeyReference? reference))
                keys.Of(address.Root).Native!.Forget(reference);
        }
    }
}
