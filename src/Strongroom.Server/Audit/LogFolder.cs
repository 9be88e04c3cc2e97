using System.Buffers;
using System.Globalization;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>
/// The log as files (C2SP tlog-tiles), derived from the database: tiles first, the checkpoint last, each put
/// in its place by a rename. A folder that is lost or behind is written again.
/// </summary>
internal sealed class LogFolder
{
    private const string CheckpointName = "checkpoint";
    private const long StepMax = 16 * Tile.WidthMax;

    private readonly string _root;
    private long _published = -1;

    public LogFolder(string root)
    {
        _root = Path.GetFullPath(root);
        Directory.CreateDirectory(_root);
    }

    internal string CheckpointPath => Path.Combine(_root, CheckpointName);

    internal string PathOf(Tile tile) => Path.Combine(_root, tile.Path);

    internal async Task CatchUpAsync(Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        LogHead head = await LogHead.ReadAsync(scope, stop);
        if (_published < 0) _published = ReadPublishedSize(head.Size);
        if (_published == head.Size) return;
        for (long from = _published; from < head.Size;)
        {
            // Full tiles only, until the last step: partial tiles of sizes never published are of no use.
            long to = Math.Min(head.Size, (from / Tile.WidthMax * Tile.WidthMax) + StepMax);
            await WriteTilesAsync(scope, from, to, stop);
            from = to;
        }

        Replace(CheckpointPath, head.Checkpoint);
        _published = head.Size;
    }

    private async Task WriteTilesAsync(DbScope scope, long from, long to, CancellationToken stop)
    {
        long first = from / Tile.WidthMax * Tile.WidthMax;
        List<(byte[] Bytes, byte[] Hash)> leaves = await scope.Command("""
            SELECT bytes, leaf_hash FROM log_leaf WHERE index >= @first AND index < @to ORDER BY index
            """).With("first", first).With("to", to).ListAsync(row => (row.GetBytes(0), row.GetBytes(1)), stop);
        Invariant.Holds(leaves.Count == to - first);
        foreach (Tile tile in TileFiles.Added((ulong)from, (ulong)to))
        {
            List<(byte[] Bytes, byte[] Hash)> Leaves() =>
                leaves.GetRange((int)(((long)tile.Index * Tile.WidthMax) - first), tile.Width);
            byte[] bytes = tile.Level switch
            {
                Tile.EntriesLevel => Bundle(Leaves()),
                0 => [.. Leaves().SelectMany(leaf => leaf.Hash)],
                _ => ReduceBelow(tile),
            };
            Replace(PathOf(tile), bytes);
        }
    }

    private static byte[] Bundle(List<(byte[] Bytes, byte[] Hash)> leaves)
    {
        ArrayBufferWriter<byte> bundle = new();
        foreach ((byte[] bytes, _) in leaves) EntryBundle.Append(bundle, bytes);
        return bundle.WrittenSpan.ToArray();
    }

    // Each place of a tile above level 0 is the root of one full tile of the level below, written before.
    private byte[] ReduceBelow(Tile tile)
    {
        using MerkleHasher hasher = new();
        byte[] bytes = new byte[tile.Width * TreeHash.Size];
        for (int place = 0; place < tile.Width; place++)
        {
            ulong index = (tile.Index * Tile.WidthMax) + (ulong)place;
            byte[] below = File.ReadAllBytes(PathOf(new Tile(tile.Level - 1, index, Tile.WidthMax)));
            TreeHash[] hashes = TreeHash.View(below).ToArray();
            hasher.Reduce(hashes).CopyTo(bytes.AsSpan(place * TreeHash.Size));
        }

        return bytes;
    }

    // A checkpoint that cannot be read, or is ahead of a restored database, means: write everything again.
    private long ReadPublishedSize(long size)
    {
        if (!File.Exists(CheckpointPath)) return 0;
        string[] lines = File.ReadAllLines(CheckpointPath);
        bool isRead = lines.Length > 1
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        long published = isRead ? long.Parse(lines[1], CultureInfo.InvariantCulture) : 0;
        return published <= size ? published : 0;
    }

    private static void Replace(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".new";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
