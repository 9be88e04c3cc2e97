using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cli.Audit;

/// <summary>
/// A C2SP witness: judges by <see cref="WitnessRules"/>, remembers, then cosigns. One request at a time, so
/// that the size that was checked is the size that is replaced.
/// </summary>
internal sealed class Witness(
    NoteKey key,
    ServiceSigningKey signing,
    WitnessState state,
    IReadOnlyList<NoteKey> logs,
    TimeProvider time)
{
    private readonly Lock gate = new();

    internal NoteKey Key => key;

    /// <summary>The decision on a request, and with a cosigning one the signature line to answer.</summary>
    internal WitnessDecision Add(ReadOnlySpan<byte> body, out string line)
    {
        line = "";
        lock (gate)
        {
            WitnessDecision decision = WitnessRules.Decide(body, logs, state.HeldFor);
            if (decision.Verdict != WitnessVerdict.Cosign) return decision;
            SignedCheckpoint head = decision.Head!;
            ulong now = (ulong)time.GetUtcNow().ToUnixTimeSeconds();
            NoteSignature signature = key.Line(signing.Sign(key.Message(head.Checkpoint.Text, now)), now);
            Invariant.Holds(key.Verify(head.Checkpoint.Text, signature, out _));
            state.Record(OnlyTrusted(head).With([signature]));
            line = signature.Line;
            return decision;
        }
    }

    /// <summary>The last head cosigned, for monitors.</summary>
    internal SignedCheckpoint? Find(string originHash)
    {
        lock (gate) return state.FindByHash(originHash);
    }

    /// <summary>Drops lines of keys that nobody here knows: they may be anything.</summary>
    private SignedCheckpoint OnlyTrusted(SignedCheckpoint head)
    {
        NoteSignature[] known = [.. head.Note.Signatures.Where(line => logs.Any(log => log.Owns(line)))];
        return new SignedCheckpoint(head.Checkpoint, new SignedNote(head.Note.Text, known));
    }
}
