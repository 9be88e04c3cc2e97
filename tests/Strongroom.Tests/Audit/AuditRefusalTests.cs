using System.Text;
using Strongroom.Audit;

namespace Strongroom.Tests.Audit;

/// <summary>What is not a C2SP format, or not the log that was asked for, is refused under its own code.</summary>
public sealed class AuditRefusalTests
{
    private static readonly byte[] Nonsense = Encoding.UTF8.GetBytes("not one of them\n");

    [Fact]
    public void Texts_of_another_form_are_refused()
    {
        SignedNote.TryParse(Nonsense, out _, out Refusal? note).ShouldBeFalse();
        note.Code.ShouldBe("audit.note-malformed");
        NoteKey.TryParse("name+00000000+AAAA", out _, out Refusal? key).ShouldBeFalse();
        key.Code.ShouldBe("audit.key-malformed");
        Checkpoint.TryParse("origin\n-1\nAAAA\n", out _, out Refusal? checkpoint).ShouldBeFalse();
        checkpoint.Code.ShouldBe("audit.checkpoint-malformed");
        LogProof.TryParse(Nonsense, out _, out Refusal? proof).ShouldBeFalse();
        proof.Code.ShouldBe("audit.proof-malformed");
        AddCheckpointRequest.TryParse(Nonsense, out _, out Refusal? request).ShouldBeFalse();
        request.Code.ShouldBe("audit.request-malformed");
    }

    [Fact]
    public async Task Heads_of_another_log_or_with_too_few_signatures_are_refused()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        byte[] bytes = File.ReadAllBytes(Path.Combine(await bench.PublishAsync(3), "checkpoint"));
        SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out _).ShouldBeTrue();
        byte[] publicKey = new byte[32];
        LogTrust elsewhere = bench.Trust with { Log = NoteKey.Log("log.example/other", publicKey) };
        elsewhere.Check(head, out _)!.Code.ShouldBe("audit.origin-wrong");
        LogTrust otherKey = bench.Trust with { Log = NoteKey.Log(AuditBench.Origin, publicKey) };
        otherKey.Check(head, out _)!.Code.ShouldBe("audit.signature-missing");
        LogTrust demanding = bench.Trust with { WitnessesMin = 2 };
        demanding.Check(head, out _)!.Code.ShouldBe("audit.witnesses-too-few");
    }

    [Theory]
    [InlineData("tile/entries/000.p/3", "audit.bundle-malformed")]
    [InlineData("tile/0/000.p/3", "audit.tile-wrong")]
    public async Task Files_that_do_not_fit_the_log_are_refused(string file, string code)
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        string folder = await bench.PublishAsync(3);
        string path = Path.Combine(folder, file);
        byte[] bytes = File.ReadAllBytes(path);
        // The first byte is an entry's length in the bundle, a hash's in the tile.
        bytes[0] ^= 0x40;
        File.WriteAllBytes(path, bytes);
        bench.Verify(folder)!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Other_entries_with_tiles_that_fit_them_miss_the_root()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        string folder = await bench.PublishAsync(1);
        byte[] other = Encoding.UTF8.GetBytes("{\"number\":9}");
        byte[] bundle = [0, (byte)other.Length, .. other];
        File.WriteAllBytes(Path.Combine(folder, "tile/entries/000.p/1"), bundle);
        byte[] hash = new byte[TreeHash.Size];
        MerkleHasher.LeafOf(other).CopyTo(hash);
        File.WriteAllBytes(Path.Combine(folder, "tile/0/000.p/1"), hash);
        bench.Verify(folder)!.Code.ShouldBe("audit.root-wrong");
    }
}
