// C2SP tlog-witness, add-checkpoint: the checks and their answers, in the order of the specification.
namespace Strongroom.Audit;

/// <summary>
/// A witness's judgement as a pure function of what it holds. The caller must judge and record under one lock
/// per origin, and record durably before it cosigns.
/// </summary>
public static class WitnessRules
{
    /// <param name="body">The request as received.</param>
    /// <param name="keys">Every key that is trusted for any log; a log's origin is its key's name.</param>
    /// <param name="held">The last head cosigned for an origin, null when there is none.</param>
    public static WitnessDecision Decide(
        ReadOnlySpan<byte> body, IReadOnlyCollection<NoteKey> keys, Func<string, Checkpoint?> held)
    {
        if (!AddCheckpointRequest.TryParse(body, out AddCheckpointRequest? request, out _))
            return new WitnessDecision(WitnessVerdict.Malformed);
        Checkpoint next = request.Head.Checkpoint;
        NoteKey[] trusted =
            [.. keys.Where(key => string.Equals(key.Name, next.Origin, StringComparison.Ordinal))];
        if (trusted.Length == 0) return new WitnessDecision(WitnessVerdict.OriginUnknown);
        if (!IsSigned(request.Head.Note, trusted))
            return new WitnessDecision(WitnessVerdict.SignatureRefused);
        if (request.OldSize > next.Size) return new WitnessDecision(WitnessVerdict.Malformed);
        Checkpoint? last = held(next.Origin);
        ulong heldSize = last?.Size ?? 0;
        if (request.OldSize != heldSize)
            return new WitnessDecision(WitnessVerdict.SizeConflict, HeldSize: heldSize);
        return Extends(last, request)
            ? new WitnessDecision(WitnessVerdict.Cosign, request.Head)
            : new WitnessDecision(WitnessVerdict.Inconsistent);
    }

    private static bool IsSigned(SignedNote note, NoteKey[] trusted)
    {
        bool isSigned = false;
        foreach (NoteKey key in trusted)
        {
            Refusal? refusal = note.Check(key, out _);
            if (refusal?.Code == AuditRefusal.SignatureInvalid) return false;
            isSigned |= refusal is null;
        }

        return isSigned;
    }

    private static bool Extends(Checkpoint? last, AddCheckpointRequest request)
    {
        Checkpoint next = request.Head.Checkpoint;
        if (next.Size == 0 && next.Root != MerkleHasher.EmptyRoot) return false;
        if (request.OldSize == 0) return request.Proof.Count == 0;
        return last is not null && MerkleProofs.VerifyConsistency(
            last.Size, next.Size, [.. request.Proof], last.Root, next.Root);
    }
}
