using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Signs checkpoints of one journal; the key's name is the origin. Never signs a smaller size again.
/// </summary>
internal sealed class HeadSigner(
    JournalStore store, NoteKey key, ServiceSigningKey signing, ReleasedHead released)
{
    private ulong lastSize;

    /// <summary>The signed head of what is durable now, recorded as released.</summary>
    internal SignedCheckpoint Release()
    {
        ulong size = store.Size;
        Invariant.Holds(size >= lastSize);
        using MerkleHasher hasher = new();
        Checkpoint checkpoint = new(key.Name, size, MerkleProofs.Root(size, store.HashAt, hasher));
        NoteSignature line = key.Line(signing.Sign(key.Message(checkpoint.Text, 0)), 0);
        SignedCheckpoint head = new(checkpoint, new SignedNote(checkpoint.Text, [line]));
        Invariant.Holds(head.Note.Check(key, out _) is null);
        released.Record(head);
        lastSize = size;
        return head;
    }

    /// <summary>
    /// A consistency proof from <paramref name="oldSize"/> to a head; empty where none can exist.
    /// </summary>
    internal TreeHash[] Prove(ulong oldSize, Checkpoint head)
    {
        using MerkleHasher hasher = new();
        return MerkleProofs.Consistency(oldSize, head.Size, store.HashAt, hasher);
    }
}
