using Strongroom.Audit;
using Strongroom.Cli.Audit;
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
public sealed class TamperedLogTests(RecordedHouse house) : IClassFixture<RecordedHouse>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("srt").FullName;

    private SignerHarness Harness => house.Harness;

    private string Public => Path.Combine(new DataFolder(Harness.Data).Journal, "public");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_not_touched_verifies()
    {
        LogVerification whole = Verification(Public);
        whole.Run().ShouldBeNull();
        whole.CheckLeaf(house.Signing).ShouldBeNull();
        whole.Head!.Checkpoint.Size.ShouldBeGreaterThan(house.Signing);
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
        string copy = Path.Combine(folder, "tampered");
        AuditBench.CopyFolder(Public, copy);
        new LogTampering(copy).Do(how);
        Verification(copy).Run().ShouldNotBeNull(how);
    }

    [Fact]
    public async Task An_older_whole_log_is_seen_by_whoever_kept_a_later_checkpoint()
    {
        string older = Path.Combine(folder, "older");
        AuditBench.CopyFolder(Public, older);
        await Harness.StartAsync();
        await Harness.StopAsync();
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
        string copy = Path.Combine(folder, "mixed");
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
        string data = CopyData();
        string segment = SegmentOf(data);
        byte[] bytes = File.ReadAllBytes(segment);
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

        File.WriteAllBytes(segment, bytes);
        (SignerInstance? signer, Refusal? refusal) = await Harness.OpenAsync(data);
        signer.ShouldBeNull();
        refusal!.Code.ShouldBe(how == "emptied" ? SignerRefusal.NotFounded : AuditRefusal.SegmentDamaged);
    }

    [Fact]
    public async Task A_history_rewritten_with_the_journals_own_key_is_refused_by_every_witness()
    {
        string data = CopyData();
        string journal = new DataFolder(data).Journal;
        byte[] first = FirstLeafOf(SegmentOf(data));
        Directory.Delete(journal, recursive: true);
        Directory.CreateDirectory(journal);
        WriteSegment(SegmentOf(data), first);
        (SignerInstance? signer, Refusal? refusal) = await Harness.OpenAsync(data);
        refusal.ShouldBeNull("the thief has the key and leaf 0");
        await using (signer)
        {
            Refusal? why = await signer!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(20));
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            signer.Record.Journal.Head.ShouldBeNull("no witness put its name under the second history");
        }
    }

    private string CopyData()
    {
        string copy = Path.Combine(folder, "data");
        AuditBench.CopyFolder(Harness.Data, copy);
        return copy;
    }

    private static string SegmentOf(string data) => Path.Combine(new DataFolder(data).Journal, "segment");

    private LogVerification Verification(string folder) =>
        new(new LogReader(new FolderSource(folder)), Harness.Trust, null);

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
