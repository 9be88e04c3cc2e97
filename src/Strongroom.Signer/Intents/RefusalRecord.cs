using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>
/// Takes refusals down: with a leaf of its own where somebody of the roster validly requested what was
/// refused, else into the minute's counts. Leaves hold codes and digests, never what was sent.
/// </summary>
internal sealed class RefusalRecord(RecordedState record, RefusalBook book)
{
    /// <summary>A refusal without anybody's request behind it.</summary>
    internal Refusal Count(Refusal refusal)
    {
        book.Count(refusal.Code, record.Clock.Now());
        return refusal;
    }

    /// <summary>The refusal as the outcome of a turn, taken down.</summary>
    internal Step<T> Take<T>(in RecordedState.Turn turn, PersonId? requester, RefusedInput input)
        where T : class
    {
        Timestamp now = record.Clock.Now();
        if (requester is not { } person || !book.TakeLeaf(person, now))
            return new Step<T>(Count(input.Refusal), null, Task.CompletedTask);
        RefusedLeaf leaf = new(
            LeafStamps.At(now), person, input.Refusal.Code, input.Refusal.Field, input.Intent,
            Digest.Sha256(input.Bytes.Span));
        JournalEntry entry = turn.Record(leaf);
        return new Step<T>(input.Refusal, entry.Index, entry.Durable);
    }

    /// <summary>
    /// Who validly requested something with these statements, if anybody of the roster did.
    /// </summary>
    internal static PersonId? RequesterOf(State state, IReadOnlyList<StatementCheck> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            SignedStatement signed = statements[i].Signed;
            bool isValid = signed.Statement.Verdict == Verdict.Request && statements[i].Fault is null
                && signed.Statement.Genesis == state.Institution
                && state.Roster.TryGetKey(signed.Key, out Person? person, out _)
                && person.Id == signed.Statement.Person;
            if (isValid) return signed.Statement.Person;
        }

        return null;
    }
}

/// <summary>What was refused: why, which intent where one was named, and the submitted bytes.</summary>
internal readonly record struct RefusedInput(Refusal Refusal, Digest? Intent, ReadOnlyMemory<byte> Bytes);
