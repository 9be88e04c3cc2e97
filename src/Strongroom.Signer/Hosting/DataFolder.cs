using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Hosting;

/// <summary>Where things are in a Signer's data folder; only its owner reads it.</summary>
internal sealed class DataFolder
{
    /// <summary>How many digits of a root stand in the name of its keystore file.</summary>
    internal const int RootCharacters = 16;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root, OwnerOnly);
        Directory.CreateDirectory(Journal, OwnerOnly);
        Directory.CreateDirectory(Snapshots, OwnerOnly);
        Directory.CreateDirectory(Keystores, OwnerOnly);
    }

    internal string Root { get; }

    internal string Journal => Path.Combine(Root, "journal");

    internal string Snapshots => Path.Combine(Root, "snapshots");

    internal string JournalKey => Path.Combine(Root, "journal.key");

    internal string Keystore => Path.Combine(Root, "keystore.json");

    internal string Activation => Path.Combine(Root, "activation.json");

    /// <summary>The keystores of further roots, named by the first digits of their root.</summary>
    internal string Keystores => Path.Combine(Root, "keystores");

    internal string HsmSettings => Path.Combine(Root, "hsm.json");

    /// <summary>
    /// The founding's keystore first; it is absent once its root was destroyed and the file removed.
    /// </summary>
    internal IEnumerable<string> KeystoreFiles()
    {
        if (File.Exists(Keystore)) yield return Keystore;
        string[] others = Directory.GetFiles(Keystores, "keystore-*.json");
        Array.Sort(others, StringComparer.Ordinal);
        foreach (string other in others) yield return other;
    }

    /// <summary>
    /// An exclusive flock(2) on the folder, held until disposed; null when another process holds it. .NET
    /// takes exactly that lock for a stream opened with <see cref="FileShare.None"/>.
    /// </summary>
    internal FileStream? TryLock()
    {
        try
        {
            return new FileStream(
                Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes a small file that is whole or absent after a crash, readable by its owner only.
    /// </summary>
    internal static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + ".new";
        FileStreamOptions options = new()
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (FileStream file = new(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
    }
}
