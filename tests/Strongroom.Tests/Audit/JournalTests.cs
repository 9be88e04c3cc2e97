using Strongroom.Audit;
using Strongroom.Signer.Audit;

namespace Strongroom.Tests.Audit;

public sealed class JournalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Gives_indices_in_order_and_keeps_every_leaf()
    {
        await using AuditBench bench = new();
        const int Count = 5000;
        await using (Journal journal = bench.Open())
        {
            List<JournalEntry> entries = [];
            for (int number = 0; number < Count; number++)
                entries.Add(journal.Append(AuditBench.Leaf(number)));
            entries.Select(entry => entry.Index).ShouldBe(Enumerable.Range(0, Count).Select(i => (ulong)i));
            await Task.WhenAll(entries.Select(entry => entry.Durable));
        }

        int folded = 0;
        JournalOptions options = bench.Options() with
        {
            Fold = (index, leaf) =>
            {
                leaf.SequenceEqual(AuditBench.Leaf((int)index)).ShouldBeTrue();
                ((int)index).ShouldBe(folded++);
            },
        };
        Journal.TryOpen(options, out Journal? reopened, out _).ShouldBeTrue();
        folded.ShouldBe(Count);
        await reopened.DisposeAsync();
    }

    [Fact]
    public async Task Folds_only_what_a_snapshot_does_not_cover()
    {
        await using AuditBench bench = new();
        await bench.PublishAsync(1000);
        JournalStart start;
        await using (Journal journal = bench.Open()) start = journal.StartAt(777);
        foreach (bool keepsIndex in (bool[])[true, false])
        {
            if (!keepsIndex) File.Delete(Path.Combine(bench.JournalFolder, "hashes"));
            List<ulong> folded = [];
            LeafFold fold = (index, _) => folded.Add(index);
            JournalOptions options = bench.Options() with { Start = start, Fold = fold };
            Journal.TryOpen(options, out Journal? journal, out _).ShouldBeTrue();
            folded.ShouldBe(Enumerable.Range(777, 223).Select(i => (ulong)i));
            journal.Read(5).ToArray().ShouldBe(AuditBench.Leaf(5));
            await journal.DisposeAsync();
        }

        JournalStart foreign = start with { Frontier = [.. start.Frontier.Reverse()] };
        JournalOptions wrong = bench.Options() with { Start = foreign };
        Journal.TryOpen(wrong, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(AuditRefusal.SegmentDamaged);
    }

    [Fact]
    public async Task Proves_a_leaf_under_a_head_that_all_witnesses_cosigned()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        await bench.AddWitnessAsync();
        await using Journal journal = bench.Open();
        await AuditBench.AppendAsync(journal, 0, 300);
        CosignOutcome outcome = await journal.WaitCosignedAsync(299).WaitAsync(Patience);
        outcome.IsCosigned.ShouldBeTrue();
        outcome.Head.Cosignatures.Select(c => c.Witness).ShouldBe(bench.Trust.Witnesses, ignoreOrder: true);
        ulong now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        outcome.Head.Cosignatures.ShouldAllBe(c => c.Timestamp + 60 > now && c.Timestamp <= now);
        LogProof proof = journal.Prove(123, outcome.Head);
        LogProof.TryParse(proof.ToBytes(), out LogProof? parsed, out _).ShouldBeTrue();
        parsed.Check(journal.Read(123).Span, bench.Trust, out _).ShouldBeNull();
        Refusal? other = parsed.Check(journal.Read(124).Span, bench.Trust, out _);
        other!.Code.ShouldBe(AuditRefusal.InclusionInvalid);
    }

    [Fact]
    public async Task Waits_for_a_witness_that_is_down_and_goes_on_when_it_is_back()
    {
        await using AuditBench bench = new();
        RunningWitness witness = await bench.AddWitnessAsync();
        await using Journal journal = bench.Open();
        await journal.AppendAsync(AuditBench.Leaf(0));
        (await journal.WaitCosignedAsync(0).WaitAsync(Patience)).IsCosigned.ShouldBeTrue();
        await witness.StopAsync();
        await journal.AppendAsync(AuditBench.Leaf(1));
        Task<CosignOutcome> waiting = journal.WaitCosignedAsync(1);
        await Task.Delay(300);
        waiting.IsCompleted.ShouldBeFalse();
        await witness.StartAsync();
        (await waiting.WaitAsync(Patience)).IsCosigned.ShouldBeTrue();
    }

    [Fact]
    public async Task Learns_from_the_witnesses_that_it_was_rolled_back()
    {
        await using AuditBench bench = new();
        RunningWitness first = await bench.AddWitnessAsync();
        await bench.AddWitnessAsync();
        await bench.PublishAsync(10);
        string old = Path.Combine(bench.Folder, "old");
        AuditBench.CopyFolder(bench.JournalFolder, old);
        await bench.PublishAsync(20);
        await first.StopAsync();
        await first.StartAsync();
        await using Journal restored = bench.Open(old);
        ulong started = await restored.AppendAsync("{\"started\":true}"u8.ToArray());
        CosignOutcome outcome = await restored.WaitCosignedAsync(started).WaitAsync(Patience);
        outcome.IsCosigned.ShouldBeFalse();
        outcome.Refusal!.Code.ShouldBe(AuditRefusal.RolledBack);
        restored.Conflict!.Code.ShouldBe(AuditRefusal.RolledBack);
    }

    [Fact]
    public async Task Learns_from_the_witnesses_that_it_was_forked()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        await bench.PublishAsync(10);
        string clone = Path.Combine(bench.Folder, "clone");
        AuditBench.CopyFolder(bench.JournalFolder, clone);
        await bench.PublishAsync(12);
        RunningWitness witness = bench.Witnesses[0];
        await witness.StopAsync();
        await using Journal forked = bench.Open(clone);
        for (int number = 100; number < 110; number++) await forked.AppendAsync(AuditBench.Leaf(number));
        await witness.StartAsync();
        CosignOutcome outcome = await forked.WaitCosignedAsync(19).WaitAsync(Patience);
        outcome.Refusal!.Code.ShouldBe(AuditRefusal.Forked);
    }

    [Fact]
    public async Task Keeps_attachments_by_their_digest_and_refuses_them_too_large()
    {
        await using AuditBench bench = new();
        await using Journal journal = bench.Open();
        byte[] content = new byte[AttachmentFolder.BytesMax];
        journal.Attachments.Store(content, out byte[] digest).ShouldBeNull();
        journal.Attachments.Read(digest).ShouldBe(content);
        journal.Attachments.Store(new byte[AttachmentFolder.BytesMax + 1], out _)!.Code
            .ShouldBe(AuditRefusal.AttachmentTooLarge);
        string name = Convert.ToHexStringLower(digest);
        string path = Path.Combine(bench.JournalFolder, "attachments", name[..2], name);
        File.WriteAllText(path, "altered");
        journal.Attachments.Read(digest).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_a_second_process_on_the_same_journal()
    {
        await using AuditBench bench = new();
        await using Journal journal = bench.Open();
        Should.Throw<IOException>(() => bench.Open());
    }
}
