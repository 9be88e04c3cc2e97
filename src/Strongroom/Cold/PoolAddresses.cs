using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;

namespace Strongroom.Cold;

/// <summary>The decision on a batch of addresses from a cold Signer.</summary>
public static class PoolAddresses
{
    public static bool Decide(
        State state,
        SignedBody file,
        LeafStamp stamp,
        [NotNullWhen(true)] out ColdAddressesLeaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaf = null;
        if (!ColdAddresses.TryParse(file.Body, out ColdAddresses? batch, out refusal)) return false;
        refusal = Check(state, batch, file.Signature);
        if (refusal is null) leaf = new ColdAddressesLeaf(stamp, batch, file.Signature);
        return leaf is not null;
    }

    internal static Refusal? Check(State state, ColdAddresses batch, ReadOnlyMemory<byte> signature)
    {
        if (batch.Institution != state.Institution) return ColdRefusals.OtherInstitution();
        if (!state.TryGetColdSigner(batch.Origin, out ColdSigner? signer) || signer.Root != batch.Root)
            return ColdRefusals.OtherSigner();
        NoteKey key = HomeTrust.Read(signer.Key);
        bool isSigned = signature.Length == ColdAddressesLeaf.SignatureBytes
            && Ed25519.Verify(key.PublicKey, batch.Hash.ToBytes(), signature.Span);
        if (!isSigned) return ColdRefusals.SignatureInvalid();
        if (state.Founding.Founding.Profile == Profile.Production && batch.Level == ProtectionLevel.Software)
        {
            return new Refusal(
                ColdRefusal.Level, "A production institution takes no keys of level software.", "level",
                "a cold Signer with tokens");
        }

        if (batch.First != signer.Pooled)
        {
            return new Refusal(
                ColdRefusal.BatchGap, "The batch does not follow the last one.", "first", $"{signer.Pooled}");
        }

        return CheckNew(state, batch);
    }

    private static Refusal? CheckNew(State state, ColdAddresses batch)
    {
        HashSet<EthereumAddress> seen = [];
        foreach (EthereumAddress address in batch.Addresses)
        {
            bool isKnown = !seen.Add(address) || state.Table.TryGet(TableKey.PoolAddress(address), out _)
                || state.Chains.Any(
                    chain => state.Table.TryGet(TableKey.Address(chain.Chain, address), out _));
            if (isKnown)
            {
                return new Refusal(
                    ColdRefusal.AddressKnown, "An address belongs to an account or a pool already.",
                    "addresses", "each address once");
            }
        }

        return null;
    }
}
