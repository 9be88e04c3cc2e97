using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Ceremonies;

/// <summary>A journal of which a cosigned checkpoint is left: its key, its witness, and proofs of its only leaf.</summary>
internal sealed class LostJournal : IDisposable
{
    internal const string Origin = "demo.example/signer";

    private const ulong Noon = 1_795_262_400;

    private readonly Ed25519PrivateKey _log = Ed25519PrivateKey.Generate();
    private readonly Ed25519PrivateKey _witness = Ed25519PrivateKey.Generate();

    internal NoteKey Key => NoteKey.Log(Origin, _log.PublicKey);

    internal NoteKey Witness => NoteKey.Witness("witness.example", _witness.PublicKey);

    internal LogTrust Trust => new(Key, [Witness], 1);

    public void Dispose()
    {
        _log.Dispose();
        _witness.Dispose();
    }

    internal SignedCheckpoint Sign(Checkpoint checkpoint, bool isCosigned = true)
    {
        SignedNote note = new(checkpoint.Text, [Key.Line(_log.Sign(Key.Message(checkpoint.Text, 0)), 0)]);
        if (isCosigned)
            note = note.With([Witness.Line(_witness.Sign(Witness.Message(checkpoint.Text, Noon)), Noon)]);
        return new SignedCheckpoint(checkpoint, note);
    }

    /// <summary>A journal whose only leaf this is; its hash is the root.</summary>
    internal LogProof Prove(ReadOnlySpan<byte> leaf, bool isCosigned = true) =>
        new(0, [], Sign(new Checkpoint(Origin, 1, MerkleHasher.LeafOf(leaf)), isCosigned));
}
