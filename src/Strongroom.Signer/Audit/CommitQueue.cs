using System.Diagnostics;
using Strongroom.Cryptography;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Group commit: any thread appends, one thread writes whatever has gathered and syncs once for all of it. A
/// failed commit is fatal: nobody knows what is on the disk, so nothing may follow.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    private const int BatchLeavesMax = 8192;
    private const long PendingBytesMax = 64L << 20;

    // A commit costs more processor time than writing a leaf: under load the leaves of some milliseconds
    // share one. After a quiet moment a commit starts at once.
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(2);

    private readonly JournalStore store;
    private readonly Action committed;
    private readonly Action<Exception> fatal;
    private readonly Thread writer;
    private readonly object gate = new();
    private Batch gathering = new();
    private ulong next;
    private long pendingBytes;
    private bool isClosed;
    private Exception? failure;

    internal CommitQueue(JournalStore store, Action committed, Action<Exception> fatal)
    {
        this.store = store;
        this.committed = committed;
        this.fatal = fatal;
        next = store.Size;
        writer = new Thread(Run) { Name = "journal", IsBackground = true };
        writer.Start();
    }

    /// <summary>Leaves with an index, durable or not yet.</summary>
    internal ulong Size
    {
        get { lock (gate) return next; }
    }

    internal JournalEntry Append(ReadOnlySpan<byte> leaf)
    {
        byte[] copy = leaf.ToArray();
        lock (gate)
        {
            while (IsFull && failure is null) Monitor.Wait(gate);
            if (failure is not null) throw new InvalidOperationException("the journal has failed", failure);
            ObjectDisposedException.ThrowIf(isClosed, this);
            gathering.Leaves.Add(copy);
            pendingBytes += copy.Length;
            JournalEntry entry = new(next++, gathering.Done.Task);
            bool isFirst = gathering.Leaves.Count == 1;
            if (isFirst) Monitor.PulseAll(gate); // the writer may wait for it
            return entry;
        }
    }

    /// <summary>Commits what was appended, then ends the writer.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.PulseAll(gate);
        }

        writer.Join();
    }

    private bool IsFull => pendingBytes >= PendingBytesMax || gathering.Leaves.Count >= BatchLeavesMax;

    private void Run()
    {
        long start = 0;
        while (Take(start) is { } batch)
        {
            start = Stopwatch.GetTimestamp();
            try
            {
                ulong before = store.Size;
                store.Commit(batch.Leaves);
                Invariant.Holds(store.Size == before + (ulong)batch.Leaves.Count);
            }
            catch (Exception problem)
            {
                Fail(batch, problem);
                return;
            }

            batch.Done.SetResult();
            committed();
        }
    }

    private Batch? Take(long formerStart)
    {
        lock (gate)
        {
            while (gathering.Leaves.Count == 0)
            {
                if (isClosed) return null;
                Monitor.Wait(gate);
            }

            TimeSpan early = CommitInterval - Stopwatch.GetElapsedTime(formerStart);
            if (early > TimeSpan.Zero && !isClosed) Monitor.Wait(gate, early);
            Batch batch = gathering;
            gathering = new Batch();
            pendingBytes = 0;
            Monitor.PulseAll(gate);
            return batch;
        }
    }

    private void Fail(Batch batch, Exception problem)
    {
        fatal(problem);
        lock (gate)
        {
            failure = problem;
            Monitor.PulseAll(gate);
            batch.Done.SetException(problem);
            gathering.Done.TrySetException(problem);
        }
    }

    private sealed class Batch
    {
        internal List<byte[]> Leaves { get; } = [];

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
