using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Hosting;

/// <summary>Where things are in a Signer's data folder; only its owner reads it.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root, OwnerOnly);
        Directory.CreateDirectory(Journal, OwnerOnly);
        Directory.CreateDirectory(Snapshots, OwnerOnly);
    }

    internal string Root { get; }

    internal string Journal => Path.Combine(Root, "journal");

    internal string Snapshots => Path.Combine(Root, "snapshots");

    internal string JournalKey => Path.Combine(Root, "journal.key");

    internal string Keystore => Path.Combine(Root, "keystore.json");

    internal string Activation => Path.Combine(Root, "activation.json");

    internal string HsmSettings => Path.Combine(Root, "hsm.json");

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
