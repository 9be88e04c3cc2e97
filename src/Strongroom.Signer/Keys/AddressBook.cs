using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Derives the addresses that an opening demands and signs the statement that each is whose.
/// </summary>
internal sealed class AddressBook(AccountKeys keys, ServiceSigningKey journalKey)
{
    internal AccountKeys Keys => keys;

    /// <summary>One address a demand, in their order.</summary>
    internal DerivedAddress[] Derive(Digest genesis, IReadOnlyList<AccountDemand> demands, Timestamp date)
    {
        DerivedAddress[] derived = new DerivedAddress[demands.Count];
        for (int i = 0; i < derived.Length; i++)
        {
            AccountDemand demand = demands[i];
            Invariant.Holds(demand.Root == keys.Keystore.Root);
            EthereumAddress address = keys.AddressOf(demand.Path);
            byte[] signature = Sign(AddressStatement.Hash(genesis, demand, address, date));
            derived[i] =
                new DerivedAddress(demand.Account, address, keys.Keystore.Level, demand.Path, signature)
                {
                    Root = demand.Root,
                };
        }

        return derived;
    }

    /// <summary>The journal key's word for what is shown elsewhere: addresses, and the registry's names.</summary>
    internal byte[] Sign(Digest hash) => journalKey.Sign(hash.ToBytes());
}
