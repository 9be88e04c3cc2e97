using System.Globalization;

namespace Strongroom.Signer.Registry;

/// <summary>The snapshot files of a Signer; the newest two are kept.</summary>
internal sealed class SnapshotShelf(string folder)
{
    private const int KeptMax = 2;
    private const string Start = "snapshot-";
    private const string Broken = ".broken";

    internal string Folder => folder;

    /// <summary>Paths, the one that covers most first.</summary>
    internal List<string> Newest()
    {
        List<(ulong Size, string Path)> found = [];
        foreach (string path in Directory.EnumerateFiles(folder, Start + "*"))
        {
            ReadOnlySpan<char> size = Path.GetFileName(path.AsSpan())[Start.Length..];
            if (ulong.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out ulong covered))
                found.Add((covered, path));
        }

        return [.. found.OrderByDescending(file => file.Size).Select(file => file.Path)];
    }

    /// <summary>Takes a snapshot out of use without destroying what may have to be looked into.</summary>
    internal static void SetAside(string path)
    {
        if (File.Exists(path)) File.Move(path, path + Broken, overwrite: true);
    }

    internal void Prune()
    {
        foreach (string path in Newest().Skip(KeptMax))
        {
            File.Delete(path);
            File.Delete(SnapshotWriter.HashesName(path));
        }
    }
}
