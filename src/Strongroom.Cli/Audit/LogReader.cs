using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// The checkpoint, tiles and bundles of a log. A partial file that is gone is cut from the full one, as C2SP
/// tlog-tiles allows.
/// </summary>
internal sealed class LogReader(ILogSource source) : IDisposable
{
    internal static LogReader Open(string place)
    {
        bool isWeb = Uri.TryCreate(place, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);
        return new LogReader(isWeb ? new WebSource(url!) : new FolderSource(place));
    }

    /// <summary>Null when there is none.</summary>
    internal byte[]? Checkpoint() => source.Read("checkpoint", SignedNote.BytesMax);

    /// <summary>The bytes of a hash tile, exactly as wide as asked for.</summary>
    internal byte[] HashTile(Tile tile)
    {
        int bytes = tile.Width * TreeHash.Size;
        byte[]? whole = source.Read(tile.Path, Tile.WidthMax * TreeHash.Size);
        if (whole is not null) return whole.Length == bytes ? whole : throw Missing(tile);
        byte[]? full = tile.IsFull ? null : source.Read(tile.Full.Path, Tile.WidthMax * TreeHash.Size);
        return full is not null && full.Length >= bytes ? full[..bytes] : throw Missing(tile);
    }

    /// <summary>The bytes of an entry bundle; how many entries it holds is for the caller to check.</summary>
    internal byte[] Bundle(Tile tile)
    {
        if (source.Read(tile.Path, EntryBundle.BytesMax) is { } whole) return whole;
        byte[]? full = tile.IsFull ? null : source.Read(tile.Full.Path, EntryBundle.BytesMax);
        ReadOnlySpan<byte> rest = full;
        for (int i = 0; i < tile.Width; i++)
        {
            if (!EntryBundle.TryTake(ref rest, out _)) throw Missing(tile);
        }

        return full![..^rest.Length];
    }

    /// <summary>The bytes of one entry of a log of that size.</summary>
    internal byte[] Entry(ulong index, ulong size)
    {
        Tile tile = TileFiles.Holding(Tile.EntriesLevel, index, size);
        byte[] bundle = Bundle(tile);
        int place = (int)(index % Tile.WidthMax);
        return EntryBundle.TryFind(bundle, tile.Width, place, out ReadOnlySpan<byte> entry)
            ? entry.ToArray()
            : throw new LogRefusedException(
                new Refusal(AuditRefusal.BundleMalformed, "an entry bundle is malformed", tile.Path));
    }

    public void Dispose() => source.Dispose();

    private static LogRefusedException Missing(Tile tile) =>
        new(new Refusal(AuditRefusal.TileMissing, "a file of the log is missing or short", tile.Path));
}
