using System.Diagnostics;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>Verifies a whole log: signatures, every entry, every tile, the root.</summary>
internal sealed class LogVerification(LogReader reader, LogTrust trust, LogProgress? progress)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long nextProgressMilliseconds;
    private long bundlesDone;

    internal SignedCheckpoint? Head { get; private set; }

    internal IReadOnlyList<Cosignature> Cosignatures { get; private set; } = [];

    internal double LeavesPerSecond { get; private set; }

    /// <summary>Null when everything holds.</summary>
    internal Refusal? Run()
    {
        byte[]? bytes = reader.Checkpoint();
        if (bytes is null) return new Refusal(AuditRefusal.SourceUnreadable, "there is no checkpoint");
        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out Refusal? refusal))
            return refusal;
        if (trust.Check(head, out IReadOnlyList<Cosignature> cosignatures) is { } untrusted) return untrusted;
        if (head.Checkpoint.Size > RootRecomputation.LeavesMax)
            return new Refusal(AuditRefusal.CheckpointMalformed, "the log is larger than can be verified");
        (Head, Cosignatures) = (head, cosignatures);
        clock.Restart();
        Refusal? wrong = Catch(() => Recompute(head.Checkpoint));
        LeavesPerSecond = head.Checkpoint.Size / Math.Max(clock.Elapsed.TotalSeconds, 1e-9);
        return wrong;
    }

    /// <summary>Null when the leaf stands in the log, by a proof made from the tiles.</summary>
    internal Refusal? CheckLeaf(ulong index) => Catch(() => ProveLeaf(index));

    /// <summary>Null when the log extends an older checkpoint, by a proof made from the tiles.</summary>
    internal Refusal? CheckExtends(SignedCheckpoint older) => Catch(() => ProveExtends(older));

    private Refusal? ProveLeaf(ulong index)
    {
        Checkpoint head = Head!.Checkpoint;
        if (index >= head.Size)
            return new Refusal(AuditRefusal.LeafOutside, "the log has no such leaf", "leaf");
        using TileHashReader tiles = new(head.Size, reader.HashTile);
        using MerkleHasher hasher = new();
        TreeHash[] path = MerkleProofs.Inclusion(index, head.Size, tiles.Read, hasher);
        TreeHash leaf = hasher.Leaf(reader.Entry(index, head.Size));
        return MerkleProofs.VerifyInclusion(index, head.Size, leaf, path, head.Root)
            ? null
            : new Refusal(AuditRefusal.InclusionInvalid, "the leaf is not included under the root");
    }

    private Refusal? ProveExtends(SignedCheckpoint older)
    {
        Checkpoint head = Head!.Checkpoint;
        LogTrust olderTrust = trust with { WitnessesMin = 0 };
        if (olderTrust.Check(older, out _) is { } untrusted) return untrusted;
        if (older.Checkpoint.Size > head.Size)
            return new Refusal(AuditRefusal.ConsistencyInvalid, "the log is shorter than it was");
        if (older.Checkpoint.Size == 0) return null;
        using TileHashReader tiles = new(head.Size, reader.HashTile);
        using MerkleHasher hasher = new();
        TreeHash[] proof = MerkleProofs.Consistency(older.Checkpoint.Size, head.Size, tiles.Read, hasher);
        return MerkleProofs.VerifyConsistency(
            older.Checkpoint.Size, head.Size, proof, older.Checkpoint.Root, head.Root)
            ? null
            : new Refusal(AuditRefusal.ConsistencyInvalid, "the log does not extend the older checkpoint");
    }

    private Refusal? Recompute(Checkpoint head)
    {
        RootRecomputation recomputation = new(head.Size);
        Refusal? first = null;
        IEnumerable<Tile> bundles = TileFiles.All(head.Size).TakeWhile(tile => tile.IsEntries);
        Parallel.ForEach(
            bundles,
            () => new VerificationWorker(reader),
            (bundle, state, worker) =>
            {
                if (worker.Check(bundle, recomputation) is { } refusal)
                {
                    Interlocked.CompareExchange(ref first, refusal, null);
                    state.Stop();
                }

                Report(head.Size);
                return worker;
            },
            worker => worker.Dispose());
        return first ?? CheckUpperTiles(recomputation) ?? CheckRoot(recomputation, head);
    }

    private Refusal? CheckUpperTiles(RootRecomputation recomputation)
    {
        using MerkleHasher hasher = new();
        foreach (Tile tile in TileFiles.All(recomputation.Size).Where(tile => tile.Level > 0))
        {
            if (recomputation.Check(tile, reader.HashTile(tile), hasher) is { } wrong) return wrong;
        }

        return null;
    }

    private static Refusal? CheckRoot(RootRecomputation recomputation, Checkpoint head)
    {
        using MerkleHasher hasher = new();
        return recomputation.Root(hasher) == head.Root
            ? null
            : new Refusal(AuditRefusal.RootWrong, "the entries do not add up to the root", "root");
    }

    /// <summary>Missing files are noticed inside callbacks and loops that cannot return a refusal.</summary>
    private static Refusal? Catch(Func<Refusal?> body)
    {
        try
        {
            return body();
        }
        catch (LogRefusedException refused)
        {
            return refused.Refusal;
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is LogRefusedException refused)
        {
            return refused.Refusal;
        }
    }

    private void Report(ulong size)
    {
        ulong done = (ulong)Interlocked.Increment(ref bundlesDone) * Tile.WidthMax;
        long due = Interlocked.Read(ref nextProgressMilliseconds);
        long now = clock.ElapsedMilliseconds;
        if (progress is null || now < due) return;
        long next = now + (long)ProgressInterval.TotalMilliseconds;
        if (Interlocked.CompareExchange(ref nextProgressMilliseconds, next, due) == due)
            progress(Math.Min(done, size), size, (ulong)(done / Math.Max(clock.Elapsed.TotalSeconds, 1e-9)));
    }
}
