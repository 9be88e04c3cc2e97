using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Derives the addresses that an opening demands and signs the statement that each is whose.
/// </summary>
internal sealed class AddressBook(Keyring keys, ServiceSigningKey journalKey)
{
    internal Keyring Keys => keys;

    /// <summary>One address a demand, in their order.</summary>
    internal DerivedAddress[] Derive(Digest genesis, IReadOnlyList<AccountDemand> demands, Timestamp date)
    {
        DerivedAddress[] derived = new DerivedAddress[demands.Count];
        for (int i = 0; i < derived.Length; i++)
        {
            AccountDemand demand = demands[i];
            (EthereumAddress address, ProtectionLevel level) = Find(demand);
            byte[] signature = Sign(AddressStatement.Hash(genesis, demand, address, date));
            derived[i] = new DerivedAddress(demand.Account, address, level, demand.Path, signature)
            {
                Root = demand.Root,
            };
        }

        return derived;
    }

    /// <summary>Out of a cold Signer's pool, or derived here.</summary>
    private (EthereumAddress Address, ProtectionLevel Level) Find(AccountDemand demand)
    {
        if (demand.Pooled is { } pooled) return (pooled.Address, pooled.Level);
        AccountKeys below = keys.Of(demand.Root);
        return (below.AddressOf(demand.Path), below.Keystore.Level);
    }

    /// <summary>
    /// The journal key's word for what is shown elsewhere: addresses, and the registry's names.
    /// </summary>
    internal byte[] Sign(Digest hash) => journalKey.Sign(hash.ToBytes());
}
