// C2SP tlog-tiles: tile/<L>/<N>[.p/<W>] and tile/entries/<N>[.p/<W>]; N in groups of three digits, all but
// the last with an x before them; W from 1 to 255 for partial tiles.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Strongroom.Audit;

/// <summary>
/// One file of a tiled log: up to 256 hashes of one level, or (level <see cref="EntriesLevel"/>) the bundle
/// of up to 256 entries.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Tile(int Level, ulong Index, int Width)
{
    public const int EntriesLevel = -1;
    public const int WidthMax = 256;
    public const int LevelMax = 7;

    /// <summary>Tree levels that one tile spans: 256 = 2^8.</summary>
    public const int Height = 8;

    private const string Root = "tile/";
    private const string Entries = "entries";
    private const string PartialMark = ".p/";

    public bool IsEntries => Level == EntriesLevel;

    public bool IsFull => Width == WidthMax;

    /// <summary>The same tile with all its 256 places.</summary>
    public Tile Full => this with { Width = WidthMax };

    /// <summary>The path below the log's prefix, with forward slashes.</summary>
    public string Path => IsFull ? FullPath : FullPath + PartialMark + StrictDecimal.Print((ulong)Width);

    /// <summary>The folder that holds the partial versions of this tile.</summary>
    public string PartialFolder => FullPath + ".p";

    private string FullPath
    {
        get
        {
            string level = IsEntries ? Entries : StrictDecimal.Print((ulong)Level);
            StringBuilder path = new((Index % 1000).ToString("d3", CultureInfo.InvariantCulture));
            for (ulong rest = Index / 1000; rest > 0; rest /= 1000)
                path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:d3}/"));
            return $"{Root}{level}/{path}";
        }
    }

    /// <summary>Parses exactly what <see cref="Path"/> prints.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out Tile? tile)
    {
        tile = null;
        if (!path.StartsWith(Root, StringComparison.Ordinal)) return false;
        int mark = path.IndexOf(PartialMark, StringComparison.Ordinal);
        ulong width = WidthMax;
        if (mark >= 0 && !StrictDecimal.TryParse(path.AsSpan(mark + PartialMark.Length), out width))
            return false;
        string[] parts = (mark < 0 ? path : path[..mark]).Split('/');
        if (parts.Length < 3 || width is 0 or > WidthMax) return false;
        if (!TryParseLevel(parts[1], out int level)) return false;
        ulong index = 0;
        foreach (string part in parts[2..])
        {
            string digits = part.StartsWith('x') ? part[1..] : part;
            if (!ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort group))
                return false;
            if (group > 999 || index > ulong.MaxValue / 1000 - 1) return false;
            index = (index * 1000) + group;
        }

        Tile parsed = new(level, index, (int)width);
        if (!string.Equals(parsed.Path, path, StringComparison.Ordinal)) return false;
        tile = parsed;
        return true;
    }

    private static bool TryParseLevel(string text, out int level)
    {
        level = EntriesLevel;
        if (string.Equals(text, Entries, StringComparison.Ordinal)) return true;
        bool isNumber = StrictDecimal.TryParse(text, out ulong number) && number <= LevelMax;
        level = isNumber ? (int)number : 0;
        return isNumber;
    }
}
