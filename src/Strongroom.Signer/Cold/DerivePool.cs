using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Cold;

/// <summary>"cold-derive": the next batch of addresses for the pool, recorded before it is signed.</summary>
internal static class DerivePool
{
    internal static async Task<SignedBody> RunAsync(ColdFolder folder, int count)
    {
        uint first = folder.State.Derived;
        ColdSigner signer = folder.State.Founded.Signer with { Pooled = first };
        EthereumAddress[] addresses = new EthereumAddress[count];
        for (int i = 0; i < count; i++)
            addresses[i] = folder.Keys.AddressOf(ColdAddresses.PathOf(first + (uint)i));
        CanonicalObject body = ColdAddresses.Compose(
            folder.State.Founded.Institution, signer, folder.Keys.Keystore.Level, addresses);
        Digest hash = ColdAddresses.HashOf(body);
        await folder.RecordAsync(new ColdDerivedLeaf(folder.Stamp(), first, count, hash));
        SignedBody batch = new(body, folder.Sign(hash));
        folder.Keep("batches", $"{first}.json", batch.ToBytes());
        return batch;
    }
}
