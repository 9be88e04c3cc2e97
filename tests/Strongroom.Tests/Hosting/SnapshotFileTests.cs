using System.Globalization;
using System.Text;
using Strongroom.Audit;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Registry;

namespace Strongroom.Tests.Hosting;

public sealed class SnapshotFileTests : IDisposable
{
    private const int Records = 5_000;
    private readonly string folder = Directory.CreateTempSubdirectory("strongroom-snapshot").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Gives_back_every_record_the_head_and_the_frontier()
    {
        SnapshotSeal seal = Write(out string path);
        SnapshotFile.TryOpen(path, out SnapshotFile? snapshot).ShouldBeTrue();
        using (snapshot)
        {
            snapshot.Seal.Root.ShouldBe(seal.Root);
            snapshot.Seal.Head.ShouldBe(seal.Head);
            snapshot.Seal.Pages.ShouldBe(seal.Pages);
            snapshot.Journal.Size.ShouldBe(300UL);
            Encoding.UTF8.GetString(snapshot.Head.Span).ShouldBe("{}");
            for (int i = 0; i < Records; i += 7)
            {
                snapshot.TryGet(KeyOf(i), out byte[]? value).ShouldBeTrue();
                value.ShouldBe(ValueOf(i));
            }

            snapshot.TryGet("account:0", out _).ShouldBeFalse();
            snapshot.TryGet("zzz", out _).ShouldBeFalse();
            snapshot.TryGet("account:000017x", out _).ShouldBeFalse();
            snapshot.InOrder().Count().ShouldBe(Records);
        }
    }

    [Fact]
    public void Refuses_a_page_that_was_altered_and_reads_the_others()
    {
        Write(out string path);
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = 100;
            file.WriteByte(0xff);
        }

        SnapshotFile.TryOpen(path, out SnapshotFile? snapshot).ShouldBeTrue();
        using (snapshot)
        {
            Should.Throw<InvalidDataException>(() => snapshot.TryGet(KeyOf(0), out _));
            snapshot.TryGet(KeyOf(Records - 1), out byte[]? value).ShouldBeTrue();
            value.ShouldBe(ValueOf(Records - 1));
        }
    }

    [Fact]
    public void An_altered_sidecar_gives_another_root()
    {
        SnapshotSeal seal = Write(out string path);
        byte[] hashes = File.ReadAllBytes(SnapshotWriter.HashesName(path));
        hashes[33] ^= 1;
        File.WriteAllBytes(SnapshotWriter.HashesName(path), hashes);
        SnapshotFile.TryOpen(path, out SnapshotFile? snapshot).ShouldBeTrue();
        using (snapshot) snapshot.Seal.Root.ShouldNotBe(seal.Root);
    }

    [Fact]
    public void Refuses_a_file_that_was_cut()
    {
        Write(out string path);
        using (FileStream file = File.OpenWrite(path)) file.SetLength(file.Length - 1);
        SnapshotFile.TryOpen(path, out _).ShouldBeFalse();
    }

    [Fact]
    public void Holds_an_empty_table()
    {
        TreeFrontier frontier = new();
        SnapshotWriter.Write(folder, new Listed([]), "{}"u8, new JournalStart(frontier.Size, frontier.Hashes()));
        SnapshotFile.TryOpen(Path.Combine(folder, "snapshot-0"), out SnapshotFile? snapshot).ShouldBeTrue();
        using (snapshot) snapshot.TryGet("x", out _).ShouldBeFalse();
    }

    private SnapshotSeal Write(out string path)
    {
        using MerkleHasher hasher = new();
        TreeFrontier frontier = new();
        for (int i = 0; i < 300; i++) frontier.Append(hasher.Leaf([(byte)(i & 0xff)]), hasher);
        List<KeyValuePair<string, byte[]>> records = [];
        for (int i = 0; i < Records; i++) records.Add(new(KeyOf(i), ValueOf(i)));
        path = Path.Combine(folder, "snapshot-300");
        return SnapshotWriter.Write(folder, new Listed(records), "{}"u8, new JournalStart(frontier.Size, frontier.Hashes()));
    }

    private static string KeyOf(int i) => "account:" + i.ToString("d6", CultureInfo.InvariantCulture);

    private static byte[] ValueOf(int i) => Encoding.UTF8.GetBytes(new string('v', 1 + (i % 200)) + i);

    private sealed class Listed(List<KeyValuePair<string, byte[]>> records) : IStateTable
    {
        public bool TryGet(string key, out byte[] value) => throw new NotSupportedException();

        public IEnumerable<KeyValuePair<string, byte[]>> InOrder() => records;
    }
}
