// docs/formats/cold.md, "Governance sequence".
using System.Buffers.Binary;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The leaves that say by whose word and under which rules a movement may be signed, as one sequence with a
/// running hash. Who holds the hash and is shown the leaves sees whether one is missing.
/// </summary>
public static class GovernanceChain
{
    private static ReadOnlySpan<byte> Tag => "strongroom/governance/v1"u8;

    /// <summary>
    /// All that changes the state, but movements and what becomes of them: their registration, their
    /// signatures and what the cold Signers carry.
    /// </summary>
    public static bool Holds(Leaf leaf) => leaf switch
    {
        RegisteredLeaf registered => registered.Intent is Intent.Governance,
        FoundedLeaf or StartedLeaf or ActivatedLeaf or EffectedLeaf or ClosedLeaf or FrozenLeaf
            or ColdAddressesLeaf => true,
        _ => false,
    };

    /// <summary>
    /// digest(tag, head before (zeros before leaf 0) ‖ index as 64 bits big-endian ‖ SHA-256 of the leaf).
    /// </summary>
    internal static GovernanceMark Next(GovernanceMark before, ulong index, ReadOnlySpan<byte> leaf)
    {
        Span<byte> input = stackalloc byte[(2 * Digest.SizeBytes) + sizeof(ulong)];
        before.Head.Write(input);
        BinaryPrimitives.WriteUInt64BigEndian(input[Digest.SizeBytes..], index);
        Digest.Sha256(leaf).Write(input[(Digest.SizeBytes + sizeof(ulong))..]);
        return new GovernanceMark(before.Count + 1, Digest.Tagged(Tag, input));
    }
}
