using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// The home Signer's decision on what came back from a cold one: its journal goes on from the one known here,
/// every signature was recorded there first, and is the account's key's over the bytes that were bound here.
/// </summary>
public static class TakeResponse
{
    public static bool Decide(
        State state,
        ColdResponse response,
        LeafStamp stamp,
        [NotNullWhen(true)] out ColdImportedLeaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaf = null;
        refusal = CheckParties(state, response, out ColdSigner? signer);
        refusal ??= CheckJournal(response, signer!);
        if (refusal is not null) return false;
        ColdTakenLeaf? taken = response.Leaves.OfType<ColdTakenLeaf>().LastOrDefault();
        if (taken is null || taken.Request != response.Request
            || taken.Governance.Count > state.Governance.Count)
        {
            refusal = ColdRefusals.LeafUnexpected("leaves", "the leaf that took the request");
            return false;
        }

        foreach (ColdSignature signature in response.Signatures)
        {
            refusal = CheckSignature(state, response, signer!, signature);
            if (refusal is not null) return false;
        }

        Checkpoint head = response.Head.Checkpoint;
        leaf = new ColdImportedLeaf(
            stamp, response.Cold, new LogMark(head.Size, Digest.FromBytes(head.Root.ToBytes())),
            taken.Governance.Count, Digest.Sha256(response.File.ToBytes()), response.Signatures);
        return true;
    }

    private static Refusal? CheckParties(State state, ColdResponse response, out ColdSigner? signer)
    {
        signer = null;
        if (response.Institution != state.Institution) return ColdRefusals.OtherInstitution();
        if (!state.TryGetColdSigner(response.Cold, out signer)) return ColdRefusals.OtherSigner();
        Digest digest = ColdResponse.HashOf(response.File.Body);
        return response.File.IsBy(HomeTrust.Read(signer.Key), digest)
            ? null : ColdRefusals.SignatureInvalid();
    }

    private static Refusal? CheckJournal(ColdResponse response, ColdSigner signer)
    {
        NoteKey key = HomeTrust.Read(signer.Key);
        if (new LogTrust(key, [], 0).Check(response.Head, out _) is { } untrusted) return untrusted;
        Checkpoint head = response.Head.Checkpoint;
        if (head.Size <= signer.Journal.Size)
        {
            return new Refusal(
                ColdRefusal.ResponseReplayed,
                "The cold Signer's journal is known up to here already.",
                "checkpoint",
                $"a journal of more than {signer.Journal.Size} leaves");
        }

        using MerkleHasher hasher = new();
        TreeFrontier tree = response.Before.Copy();
        bool isKnown = tree.Size == signer.Journal.Size
            && Digest.FromBytes(tree.Root(hasher).ToBytes()) == signer.Journal.Root;
        foreach (Leaf leaf in response.Leaves) tree.Append(MerkleHasher.LeafOf(leaf.ToBytes()), hasher);
        return isKnown && tree.Size == head.Size && tree.Root(hasher) == head.Root
            ? null
            : ColdRefusals.JournalDiffers();
    }

    private static Refusal? CheckSignature(
        State state, ColdResponse response, ColdSigner signer, ColdSignature signature)
    {
        SigningLeaf? recorded = response.Leaves.OfType<SigningLeaf>().FirstOrDefault(
            leaf => leaf.SigningHash == signature.SigningHash && leaf.IntentDigest == signature.IntentDigest);
        if (recorded is null)
        {
            return new Refusal(
                ColdRefusal.Unrecorded,
                "The cold Signer's journal does not hold what was signed.",
                "signatures",
                "signatures whose signing leaf came with them");
        }

        bool isBound = state.TryGetIntent(signature.IntentDigest, out IntentRecord? intent)
            && intent.Signings.Any(one => one.SigningHash == signature.SigningHash)
            && state.TryGetAccount(intent.Call!.Account, out AccountRecord? account)
            && account.Root == signer.Root && account.Address == recorded.Sender;
        return isBound && TryAssemble(recorded.Unsigned, signature, out SignedTransaction? signed)
            && signed.Sender == recorded.Sender
            ? null
            : new Refusal(
                ColdRefusal.SignatureWrong,
                "The signature is not the account's over bytes that were bound here.",
                "signatures",
                "the account's signature over the bytes of the signing leaf");
    }

    /// <summary>The signed transaction; false when the bytes or the signature are none.</summary>
    public static bool TryAssemble(
        ReadOnlyMemory<byte> unsigned, ColdSignature signature,
        [NotNullWhen(true)] out SignedTransaction? signed)
    {
        signed = null;
        ReadOnlySpan<byte> value = signature.Value.Span;
        return UnsignedTransaction.TryDecode(unsigned.Span, out EthereumTransaction? transaction, out _)
            && Hash32.Keccak(unsigned.Span) == signature.SigningHash && value[^1] <= 1
            && SignedTransaction.TryAssemble(
                transaction, TransactionSignature.FromCompact(value[..^1], value[^1]), out signed, out _);
    }
}
