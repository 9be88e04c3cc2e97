using Strongroom.Audit;
using Strongroom.Signer.Audit;

namespace Strongroom.Tests.Audit;

/// <summary>Torn tails, rotten records, lost writes: what a crash leaves, made byte by byte.</summary>
public sealed class SegmentTests
{
    private const int Leaves = 6;
    private const int ReleasedLeaves = 4;

    [Fact]
    public async Task Drops_a_torn_tail_at_every_byte_that_no_released_head_covers()
    {
        await using AuditBench bench = new();
        long[] ends = await WriteAsync(bench);
        for (long length = ends[ReleasedLeaves]; length < ends[Leaves]; length++)
        {
            string copy = Cut(bench, length);
            await using (Journal journal = bench.Open(copy))
            {
                int whole = ends.Count(end => end <= length) - 1;
                journal.DurableSize.ShouldBe((ulong)whole);
                journal.DroppedBytes.ShouldBe(length - ends[whole]);
                ulong index = await journal.AppendAsync(AuditBench.Leaf(99));
                journal.Read(index).ToArray().ShouldBe(AuditBench.Leaf(99));
                journal.Read(0).ToArray().ShouldBe(AuditBench.Leaf(0));
            }

            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task Refuses_to_open_at_every_cut_below_a_released_head()
    {
        await using AuditBench bench = new();
        long[] ends = await WriteAsync(bench);
        for (long length = ends[0]; length < ends[ReleasedLeaves]; length++)
        {
            string copy = Cut(bench, length);
            Journal.TryOpen(bench.Options(copy), out _, out Refusal? refusal).ShouldBeFalse();
            refusal!.Code.ShouldBe(AuditRefusal.SegmentDamaged);
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task Notices_every_altered_byte()
    {
        await using AuditBench bench = new();
        long[] ends = await WriteAsync(bench);
        byte[] segment = File.ReadAllBytes(Path.Combine(Cut(bench, ends[Leaves]), "segment"));
        for (int at = 0; at < segment.Length; at++)
        {
            string copy = Cut(bench, ends[Leaves]);
            byte[] altered = [.. segment];
            altered[at] ^= 0x41;
            File.WriteAllBytes(Path.Combine(copy, "segment"), altered);
            bool isOpen = Journal.TryOpen(bench.Options(copy), out Journal? journal, out Refusal? refusal);
            isOpen.ShouldBe(at >= ends[ReleasedLeaves], $"byte {at}");
            if (!isOpen) refusal!.Code.ShouldBe(AuditRefusal.SegmentDamaged);
            else (journal!.DurableSize < Leaves).ShouldBeTrue();
            if (journal is not null) await journal.DisposeAsync();
        }
    }

    [Fact]
    public async Task Holds_every_leaf_that_it_called_durable_when_unsynced_writes_are_lost()
    {
        await using AuditBench bench = new();
        await using Journal journal = bench.Open();
        List<Task<ulong>> appends = [];
        for (int number = 0; number < 500; number++)
            appends.Add(journal.AppendAsync(AuditBench.Leaf(number)));
        await appends[250];
        List<ulong> promised = [];
        foreach (Task<ulong> append in appends.Where(append => append.IsCompletedSuccessfully))
            promised.Add(await append);
        long durable = journal.DurableLength;
        await Task.WhenAll(appends);
        string copy = Cut(bench, durable);
        File.Delete(Path.Combine(copy, "released"));
        await using Journal reopened = bench.Open(copy);
        foreach (ulong index in promised)
            reopened.Read(index).ToArray().ShouldBe(journal.Read(index).ToArray());
    }

    [Fact]
    public async Task Ends_the_process_when_a_commit_fails()
    {
        await using AuditBench bench = new();
        string folder = Path.Combine(bench.Folder, "store");
        Directory.CreateDirectory(folder);
        JournalStore.TryOpen(folder, null, new JournalFolding(null, null), out JournalStore? store, out _)
            .ShouldBeTrue();
        TaskCompletionSource<Exception> fatal = new();
        CommitQueue queue = new(store, () => { }, problem => fatal.SetResult(problem));
        await queue.Append(AuditBench.Leaf(0)).Durable;
        store.Dispose(); // the descriptor is gone: the next write fails in the kernel's stead
        Task lost = queue.Append(AuditBench.Leaf(1)).Durable;
        (await fatal.Task).ShouldBeOfType<ObjectDisposedException>();
        await Should.ThrowAsync<ObjectDisposedException>(lost);
        Should.Throw<InvalidOperationException>(() => queue.Append(AuditBench.Leaf(2)));
        queue.Dispose();
    }

    [Fact]
    public async Task Rebuilds_the_files_that_derive_from_the_segment()
    {
        await using AuditBench bench = new();
        await WriteAsync(bench);
        File.Delete(Path.Combine(bench.JournalFolder, "hashes"));
        File.WriteAllText(Path.Combine(bench.JournalFolder, "offsets"), "rubbish");
        await using Journal journal = bench.Open();
        journal.ReadFrom(0).Count().ShouldBe(Leaves);
        journal.Read(3).ToArray().ShouldBe(AuditBench.Leaf(3));
    }

    /// <summary>
    /// Writes six leaves, the first four under a released head; returns where each record ends.
    /// </summary>
    private static async Task<long[]> WriteAsync(AuditBench bench)
    {
        List<long> ends = [SegmentFile.FirstOffset];
        string released = Path.Combine(bench.JournalFolder, "released");
        byte[] head = [];
        await using (Journal journal = bench.Open())
        {
            for (int number = 0; number < Leaves; number++)
            {
                await journal.AppendAsync(AuditBench.Leaf(number));
                ends.Add(journal.DurableLength);
                if (number != ReleasedLeaves - 1) continue;
                (await journal.WaitCosignedAsync((ulong)number)).IsCosigned.ShouldBeTrue();
                head = File.ReadAllBytes(released);
            }
        }

        File.WriteAllBytes(released, head);
        return [.. ends];
    }

    private static string Cut(AuditBench bench, long length)
    {
        string copy = Path.Combine(bench.Folder, "copy");
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        AuditBench.CopyFolder(bench.JournalFolder, copy);
        using FileStream segment = new(Path.Combine(copy, "segment"), FileMode.Open);
        segment.SetLength(length);
        return copy;
    }
}
