using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Audit;

/// <summary>
/// A log written by transparency-dev/tessera at every size: checkpoints, tiles, bundles, proofs.
/// </summary>
public sealed class TesseraLogVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Reads_and_rebuilds_a_log_of_Tessera_at_every_size() =>
        VectorFiles.RunJson("tlog", "tessera-log*.json", output, root =>
        {
            string vkey = root.GetProperty("verifierKey").GetString()!;
            NoteKey.TryParse(vkey, out NoteKey? key, out _).ShouldBeTrue();
            LogTrust trust = new(key, [], 0);
            Dictionary<string, byte[]> files = root.GetProperty("files").EnumerateObject()
                .ToDictionary(file => file.Name, file => BytesOf(file.Value));
            List<SignedCheckpoint> heads = [];
            foreach ((string path, byte[] note) in files)
            {
                if (!path.StartsWith("checkpoint", StringComparison.Ordinal)) continue;
                SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out _).ShouldBeTrue();
                trust.Check(head, out _).ShouldBeNull();
                head.ToBytes().ShouldBe(note);
                CheckTree(head.Checkpoint, files);
                heads.Add(head);
            }

            CheckProofs([.. heads.Select(head => head.Checkpoint).DistinctBy(head => head.Size)], files);
            foreach (string path in files.Keys)
            {
                if (!path.StartsWith("tile/", StringComparison.Ordinal)) continue;
                Tile.TryParse(path, out Tile? tile).ShouldBeTrue();
                tile.Value.Path.ShouldBe(path);
            }

            return files.Count;
        });

    private static byte[] BytesOf(JsonElement file) => file.ValueKind == JsonValueKind.String
        ? Encoding.UTF8.GetBytes(file.GetString()!)
        : Convert.FromHexString(file.GetProperty("hex").GetString()!);

    private static void CheckTree(Checkpoint head, Dictionary<string, byte[]> files)
    {
        using MerkleHasher hasher = new();
        RootRecomputation recomputation = new(head.Size);
        foreach (Tile tile in TileFiles.All(head.Size))
        {
            if (!files.ContainsKey(tile.Path) && tile.Level > 0) continue;
            Refusal? wrong = tile.IsEntries
                ? recomputation.Add(tile, files[tile.Path], files[(tile with { Level = 0 }).Path], hasher)
                : tile.Level > 0 ? recomputation.Check(tile, files[tile.Path], hasher) : null;
            wrong.ShouldBeNull();
        }

        recomputation.Root(hasher).ShouldBe(head.Root);
    }

    private static void CheckProofs(List<Checkpoint> heads, Dictionary<string, byte[]> files)
    {
        using MerkleHasher hasher = new();
        foreach (Checkpoint newer in heads.Where(head => head.Size > 0))
        {
            using TileHashReader tiles = new(newer.Size, tile => files[tile.Path]);
            foreach (Checkpoint older in heads.Where(head => head.Size > 0 && head.Size <= newer.Size))
            {
                TreeHash[] proof = MerkleProofs.Consistency(older.Size, newer.Size, tiles.Read, hasher);
                bool isConsistent =
                    MerkleProofs.VerifyConsistency(older.Size, newer.Size, proof, older.Root, newer.Root);
                isConsistent.ShouldBeTrue();
            }
        }
    }
}
