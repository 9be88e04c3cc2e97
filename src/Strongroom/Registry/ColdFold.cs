using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>What cold signing does to the home's state.</summary>
internal static class ColdFold
{
    /// <summary>A batch of addresses joins the pool.</summary>
    internal static void Pool(State state, ColdAddresses batch, Timestamp time)
    {
        ColdSigner signer = Find(state, batch.Origin);
        Invariant.Holds(batch.First == signer.Pooled && batch.Root == signer.Root);
        if (!state.TryGetRoot(batch.Root, out _))
            state.Put(RootRecord.OfCold(batch.Root, batch.Level, state.Size, time));
        for (int i = 0; i < batch.Addresses.Count; i++)
        {
            PooledAddress pooled = new(batch.Addresses[i], batch.Level);
            state.Table.Put(TableKey.PoolAddress(pooled.Address), []);
            state.Table.Put(TableKey.Pool(signer.Root, signer.Pooled + (uint)i), pooled.ToBytes());
        }

        state.Put(signer with { Pooled = signer.Pooled + (uint)batch.Addresses.Count });
    }

    /// <summary>The next address of the pool goes to an account.</summary>
    internal static void Give(State state, Digest root)
    {
        bool isThere = state.TryGetColdSigner(root, out ColdSigner? signer);
        Invariant.Holds(isThere && signer is not null && signer.Left > 0);
        state.Table.Remove(TableKey.Pool(root, signer.Given));
        state.Put(signer with { Given = signer.Given + 1 });
    }

    /// <summary>A movement of a cold account has its nonce and waits for the next trip.</summary>
    internal static void Await(State state, IntentRecord record)
    {
        bool isThere = state.TryGetAccount(record.Call!.Account, out AccountRecord? account);
        Invariant.Holds(isThere && account is not null);
        if (!state.TryGetColdSigner(account.Root, out ColdSigner? signer)) return;
        if (signer.Waiting.Contains(record.Digest)) return;
        state.Put(signer with { Waiting = [.. signer.Waiting, record.Digest] });
    }

    /// <summary>Signatures came back.</summary>
    internal static void Import(State state, ColdImportedLeaf leaf)
    {
        ColdSigner signer = Find(state, leaf.Origin);
        foreach (ColdSignature signature in leaf.Signatures)
            state.Table.Put(TableKey.ColdSignature(signature.SigningHash), signature.Value.ToArray());
        Digest[] signed = [.. leaf.Signatures.Select(signature => signature.IntentDigest)];
        state.Put(signer with
        {
            Journal = leaf.Journal,
            Governance = leaf.Governance,
            Waiting = [.. signer.Waiting.Where(digest => !signed.Contains(digest))],
        });
    }

    private static ColdSigner Find(State state, string origin)
    {
        bool isThere = state.TryGetColdSigner(origin, out ColdSigner? signer);
        Invariant.Holds(isThere && signer is not null);
        return signer;
    }
}
