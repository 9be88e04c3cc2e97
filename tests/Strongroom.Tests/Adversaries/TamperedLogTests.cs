using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Whoever holds the storage of the Signer's journal, the published tiles or the segment file below them, with a real
/// withdrawal in it: `log verify` needs nothing but the folder and public keys to see a leaf altered, moved or gone, and
/// the Signer itself does not start on it.
/// </summary>
public sealed class TamperedLogTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private Intent paid = null!;
    private ulong signing;

    private string Public => Path.Combine(new DataFolder(harness.Data).Journal, "public");

    private string Segment => Path.Combine(new DataFolder(harness.Data).Journal, "segment");

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        paid = desk.Withdraw();
        signing = (await desk.SubmitAsync(paid, SignerDesk.Unsigned(paid, 0))).Must().Signature!.Receipt.Proof.Index;
        for (int i = 0; i < 300; i++)
            await desk.StateAsync(harness.Carol, Verdict.Reject, Digest.Sha256(BitConverter.GetBytes(i)));
        // A tail that no released head covers may be lost in a crash; what witnesses covered may not.
        ulong last = harness.Signer.Record.Journal.Size - 1;
        (await harness.Signer.Record.Journal.WaitCosignedAsync(last)).IsCosigned.ShouldBeTrue();
        await harness.StopAsync();
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public void What_was_not_touched_verifies()
    {
        LogVerification whole = Verification(Public);
        whole.Run().ShouldBeNull();
        whole.CheckLeaf(signing).ShouldBeNull();
        whole.Head!.Checkpoint.Size.ShouldBeGreaterThan(signing);
    }

    [Theory]
    [InlineData("one byte of an entry")]
    [InlineData("two entries exchanged")]
    [InlineData("an entry left out")]
    [InlineData("an entry put in twice")]
    [InlineData("the last bundle cut")]
    [InlineData("a bundle gone")]
    [InlineData("a tile exchanged")]
    [InlineData("a tile gone")]
    [InlineData("the recipient rewritten")]
    [InlineData("a smaller size")]
    [InlineData("another root")]
    [InlineData("the log's signature gone")]
    [InlineData("a cosignature gone")]
    [InlineData("no checkpoint")]
    public void Tampered_tiles_are_seen(string how)
    {
        string copy = Path.Combine(harness.Folder, "tampered");
        AuditBench.CopyFolder(Public, copy);
        new LogTampering(copy).Do(how);
        Verification(copy).Run().ShouldNotBeNull(how);
    }

    [Fact]
    public async Task An_older_whole_log_is_seen_by_whoever_kept_a_later_checkpoint()
    {
        string older = Path.Combine(harness.Folder, "older");
        AuditBench.CopyFolder(Public, older);
        await harness.StartAsync();
        await harness.StopAsync();
        LogVerification shown = Verification(older);
        shown.Run().ShouldBeNull("by itself an older log is a good log");
        shown.CheckExtends(HeadOf(Public))!.Code.ShouldBe(AuditRefusal.ConsistencyInvalid);
        LogVerification whole = Verification(Public);
        whole.Run().ShouldBeNull();
        whole.CheckExtends(HeadOf(older)).ShouldBeNull();
    }

    [Fact]
    public void An_older_log_under_the_newer_checkpoint_is_seen()
    {
        string copy = Path.Combine(harness.Folder, "mixed");
        AuditBench.CopyFolder(Public, copy);
        foreach (string partial in Directory.EnumerateDirectories(Path.Combine(copy, "tile"), "*.p", SearchOption.AllDirectories))
            Directory.Delete(partial, recursive: true);
        Verification(copy).Run()!.Code.ShouldBe(AuditRefusal.TileMissing);
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("cut")]
    [InlineData("emptied")]
    [InlineData("removed")]
    [InlineData("exchanged")]
    public async Task The_signer_does_not_start_on_a_tampered_journal(string how)
    {
        byte[] bytes = File.ReadAllBytes(Segment);
        int at = bytes.AsSpan().IndexOf("\"action\":\"signing\""u8);
        at.ShouldBeGreaterThan(0);
        switch (how)
        {
            case "altered": bytes[at + 12] ^= 1; break;
            case "cut": bytes = bytes[..(bytes.Length - 5_000)]; break;
            case "emptied": bytes = bytes[..16]; break;
            case "removed": bytes = [.. bytes[..^4_000], .. bytes[^2_000..]]; break;
            default: (bytes[at + 300], bytes[at + 301]) = ((byte)(bytes[at + 300] ^ 3), bytes[at + 301]); break;
        }

        File.WriteAllBytes(Segment, bytes);
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        signer.ShouldBeNull();
        refusal!.Code.ShouldBe(how == "emptied" ? SignerRefusal.NotFounded : AuditRefusal.SegmentDamaged);
    }

    [Fact]
    public async Task A_history_rewritten_with_the_journals_own_key_is_refused_by_every_witness()
    {
        string journal = new DataFolder(harness.Data).Journal;
        byte[] first = FirstLeafOf(Segment);
        Directory.Delete(journal, recursive: true);
        Directory.CreateDirectory(journal);
        WriteSegment(Segment, first);
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        refusal.ShouldBeNull("the thief has the key and leaf 0");
        await using (signer)
        {
            Refusal? why = await signer!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(20));
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            signer.Record.Journal.Head.ShouldBeNull("no witness put its name under the second history");
        }
    }

    private LogVerification Verification(string folder) =>
        new(new LogReader(new FolderSource(folder)), harness.Trust, null);

    private static SignedCheckpoint HeadOf(string folder)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "checkpoint"));
        SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out _).ShouldBeTrue();
        return head;
    }

    private static byte[] FirstLeafOf(string segment)
    {
        byte[] bytes = File.ReadAllBytes(segment);
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16));
        byte[] leaf = bytes[28..(28 + length)];
        Leaf.TryParse(leaf, out Leaf? parsed, out _).ShouldBeTrue();
        parsed.ShouldBeOfType<FoundedLeaf>();
        return leaf;
    }

    private static void WriteSegment(string path, byte[] leaf)
    {
        System.Buffers.ArrayBufferWriter<byte> record = new();
        Strongroom.Signer.Audit.SegmentFile.Encode(record, leaf, MerkleHasher.LeafOf(leaf));
        File.WriteAllBytes(path, [.. "strongroom-log-1"u8, .. record.WrittenSpan]);
    }
}
