using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Registry;

/// <summary>
/// The state and the journal whose fold it is, changed only together, by one thread at a time: whoever holds
/// the turn reads, decides and records in one step. The state is ahead of the disk by what is being
/// committed, and a commit that fails ends the process.
/// </summary>
internal sealed class RecordedState(
    State state, Journal journal, DecisionClock clock, Action<Exception> fatal)
{
    private readonly Lock gate = new();
    private Task lastDurable = Task.CompletedTask;

    internal Journal Journal => journal;

    internal DecisionClock Clock => clock;

    /// <summary>Waits for the turn; short, and never across an await.</summary>
    internal Turn Take() => new(this, gate.EnterScope());

    private JournalEntry Record(Leaf leaf)
    {
        byte[] bytes = leaf.ToBytes();
        JournalEntry entry = journal.Append(bytes);
        try
        {
            Cryptography.Invariant.Holds(entry.Index == state.Size);
            state.Apply(leaf);
        }
        catch (Exception exception)
        {
            // The leaf is on its way to the disk and the state did not follow: nothing decided now would be
            // right.
            fatal(exception);
            throw;
        }

        clock.Advance(leaf.Stamp.Time);
        lastDurable = entry.Durable;
        return entry;
    }

    /// <summary>The right to read and change until disposed.</summary>
    internal readonly ref struct Turn : IDisposable
    {
        private readonly RecordedState owner;
        private readonly Lock.Scope scope;

        internal Turn(RecordedState owner, Lock.Scope scope)
        {
            this.owner = owner;
            this.scope = scope;
        }

        internal State State => owner.StateOfTurn;

        /// <summary>Ends when all that the state says now is on the disk.</summary>
        internal Task Durable => owner.lastDurable;

        /// <summary>Appends the leaf and applies it; durable a little later.</summary>
        internal JournalEntry Record(Leaf leaf) => owner.Record(leaf);

        public void Dispose() => scope.Dispose();
    }

    private State StateOfTurn => state;
}
