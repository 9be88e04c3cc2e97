using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Derives the addresses that an opening demands and signs the statement that each is whose.
/// </summary>
internal sealed class AddressBook(AccountKeys keys, ServiceSigningKey journalKey)
{
    internal AccountKeys Keys => keys;

    /// <summary>
    /// One address a demand, in their order; a refusal where this Signer makes no keys of a level that one
    /// asks for. Keys that were born for nothing, because a later one failed, are destroyed again.
    /// </summary>
    internal bool TryDerive(
        Digest genesis, IReadOnlyList<AccountDemand> demands, Timestamp date,
        out DerivedAddress[] derived, [NotNullWhen(false)] out Refusal? refusal)
    {
        derived = new DerivedAddress[demands.Count];
        refusal = demands.All(IsWithinReach)
            ? null
            : new Refusal(SignerRefusal.LevelUnavailable,
                "This Signer makes no keys of the level that is asked for.", "accounts.level", Accepted());
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

    private DerivedAddress Derive(Digest genesis, AccountDemand demand, Timestamp date)
    {
        Invariant.Holds(demand.Root == keys.Keystore.Root);
        bool isBorn = demand.Level == ProtectionLevel.HsmNative;
        EthereumAddress address;
        if (isBorn) demand = Bear(demand, out address);
        else address = keys.AddressOf(demand.Path);
        byte[] signature = Sign(AddressStatement.Hash(genesis, demand, address, date));
        return new DerivedAddress(
            demand.Account, address, demand.Level ?? keys.Keystore.Level, demand.Path, signature)
        {
            Root = demand.Root,
        };
    }

    /// <summary>The demand with the name that a new key has in its token.</summary>
    private AccountDemand Bear(AccountDemand demand, out EthereumAddress address)
    {
        (TokenKeyReference reference, AccountKey key) = keys.Native!.Make(demand.Account);
        address = key.Address;
        Digest root = Digest.FromBytes(MasterKeyName.Of(key.PublicKey));
        return demand with { Path = reference.ToString(), Root = root };
    }

    private void Forget(ReadOnlySpan<DerivedAddress> addresses)
    {
        foreach (DerivedAddress address in addresses)
        {
            if (TokenKeyReference.TryParse(address.Path, out TokenKeyReference? reference))
                keys.Native!.Forget(reference);
        }
    }

    private bool IsWithinReach(AccountDemand demand) =>
        demand.Level is null || demand.Level == keys.Keystore.Level
        || (demand.Level == ProtectionLevel.HsmNative && keys.Native is not null);

    private string Accepted() => keys.Native is null
        ? keys.Keystore.Level.ToText()
        : $"{keys.Keystore.Level.ToText()} or {ProtectionLevel.HsmNative.ToText()}";

    /// <summary>The journal key's word for what is shown elsewhere: addresses, and the registry's names.</summary>
    internal byte[] Sign(Digest hash) => journalKey.Sign(hash.ToBytes());
}
