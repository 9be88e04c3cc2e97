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
    internal byte[]? Checkpoint()
    {
        byte[] buffer = [];
        int length = source.Read("checkpoint", SignedNote.BytesMax, ref buffer);
        return length < 0 ? null : buffer[..length];
    }

    /// <summary>The bytes of a hash tile, exactly as wide as asked for.</summary>
    internal byte[] HashTile(Tile tile)
    {
        byte[] buffer = [];
        return HashTile(tile, ref buffer).ToArray();
    }

    /// <summary>As above, in a buffer that is used again.</summary>
    internal ReadOnlySpan<byte> HashTile(Tile tile, ref byte[] buffer)
    {
        int bytes = tile.Width * TreeHash.Size;
        int length = source.Read(tile.Path, Tile.WidthMax * TreeHash.Size, ref buffer);
        if (length < 0 && !tile.IsFull)
        {
            int full = source.Read(tile.Full.Path, Tile.WidthMax * TreeHash.Size, ref buffer);
            length = Math.Min(full, bytes);
        }

        return length == bytes ? buffer.AsSpan(0, bytes) : throw Missing(tile);
    }

    /// <summary>The bytes of an entry bundle; how many entries it holds is for the caller to check.</summary>
    internal ReadOnlySpan<byte> Bundle(Tile tile, ref byte[] buffer)
    {
        int length = source.Read(tile.Path, EntryBundle.BytesMax, ref buffer);
        if (length >= 0) return buffer.AsSpan(0, length);
        length = tile.IsFull ? -1 : source.Read(tile.Full.Path, EntryBundle.BytesMax, ref buffer);
        if (length < 0) throw Missing(tile);
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, length);
        for (int i = 0; i < tile.Width; i++)
        {
            if (!EntryBundle.TryTake(ref rest, out _)) throw Missing(tile);
        }

        return buffer.AsSpan(0, length - rest.Length);
    }

    /// <summary>The bytes of one entry of a log of that size.</summary>
    internal byte[] Entry(ulong index, ulong size)
    {
        Tile tile = TileFiles.Holding(Tile.EntriesLevel, index, size);
        byte[] buffer = [];
        ReadOnlySpan<byte> bundle = Bundle(tile, ref buffer);
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
