namespace Strongroom.Audit;

/// <summary>
/// What a reader was told out of band: the log's key (its name is the origin), the witnesses, and how many of
/// them must have cosigned.
/// </summary>
public sealed record LogTrust(NoteKey Log, IReadOnlyList<NoteKey> Witnesses, int WitnessesMin)
{
    public const int WitnessesMax = 32;

    /// <summary>
    /// Null when the log signed and at least <see cref="WitnessesMin"/> distinct witnesses did.
    /// </summary>
    public Refusal? Check(SignedCheckpoint head, out IReadOnlyList<Cosignature> cosignatures)
    {
        cosignatures = [];
        if (!string.Equals(head.Checkpoint.Origin, Log.Name, StringComparison.Ordinal))
            return new Refusal(AuditRefusal.OriginWrong, "the checkpoint belongs to another log", "origin");
        if (head.Note.Check(Log, out _) is { } notSigned) return notSigned with { Field = "log" };
        if (head.Checkpoint is { Size: 0 } empty && empty.Root != MerkleHasher.EmptyRoot)
            return new Refusal(AuditRefusal.RootWrong, "an empty log has the hash of nothing", "root");
        Refusal? wrong = FindCosignatures(head.Note, out List<Cosignature> found);
        if (wrong is not null) return wrong;
        cosignatures = found;
        return found.Count >= WitnessesMin
            ? null
            : new Refusal(
                AuditRefusal.WitnessesTooFew, $"{found.Count} known witnesses cosigned", "witnesses",
                $"at least {WitnessesMin}");
    }

    private Refusal? FindCosignatures(SignedNote note, out List<Cosignature> found)
    {
        found = [];
        foreach (NoteKey witness in Witnesses.Distinct())
        {
            NoteSignature? line = note.Signatures.FirstOrDefault(witness.Owns);
            if (line is null) continue;
            if (note.Check(witness, out _) is { } wrong) return wrong with { Field = "witness" };
            bool isValid = witness.Verify(note.Text, line, out ulong timestamp);
            Cryptography.Invariant.Holds(isValid);
            found.Add(new Cosignature(witness, timestamp, line));
        }

        return null;
    }
}
