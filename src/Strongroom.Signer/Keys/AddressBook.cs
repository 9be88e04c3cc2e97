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
            if (demand.Level is not { } level) continue;
            bool isMade = demand.Pooled is { } pooled
                ? pooled.Level == level : keys.Of(demand.Root).CanMake(level);
            if (!isMade)
                return new Refusal(SignerRefusal.LevelUnavailable,
                    "No key of the level that is asked for is made here.", "accounts.level",
                    "the level of the root, or none");
        }

        return null;
    }

    private DerivedAddress Derive(Digest genesis, AccountDemand demand, Timestamp date)
    {
        (EthereumAddress address, ProtectionLevel level) = Find(ref demand);
        byte[] signature = Sign(AddressStatement.Hash(genesis, demand, address, date));
        return new DerivedAddress(demand.Account, address, level, demand.Path, signature)
        {
            Root = demand.Root,
        };
    }

    /// <summary>
    /// Out of a cold Signer's pool, derived here, or born in a token: then the demand takes its name there.
    /// </summary>
    private (EthereumAddress Address, ProtectionLevel Level) Find(ref AccountDemand demand)
    {
        if (demand.Pooled is { } pooled) return (pooled.Address, pooled.Level);
        AccountKeys below = keys.Of(demand.Root);
        if (demand.Level != ProtectionLevel.HsmNative)
            return (below.AddressOf(demand.Path), below.Keystore.Level);
        (TokenKeyReference reference, AccountKey key) = below.Native!.Make(demand.Account);
        demand = demand with { Path = reference.ToString() };
        return (key.Address, ProtectionLevel.HsmNative);
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
