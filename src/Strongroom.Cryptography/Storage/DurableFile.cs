using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cryptography.Storage;

/// <summary>
/// Files whose content survives a power loss once a call has returned. A failed sync is an exception and
/// never retried: after one, Linux may have dropped the dirty pages and report success the next time.
/// </summary>
public static class DurableFile
{
    private const string TemporarySuffix = ".new";

    /// <summary>
    /// Makes the bytes written so far durable, with the length that is needed to read them.
    /// </summary>
    public static void Sync(SafeFileHandle file)
    {
        if (StorageImports.fdatasync(file) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Makes creations, renames and deletions in a folder durable.</summary>
    public static void SyncFolder(string folder)
    {
        const int Flags = StorageImports.O_DIRECTORY | StorageImports.O_CLOEXEC;
        using SafeFileHandle handle = StorageImports.open(folder, Flags);
        if (handle.IsInvalid || StorageImports.fsync(handle) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Makes everything written to a folder's file system durable: for many small files at once.
    /// </summary>
    public static void SyncFileSystem(string folder)
    {
        const int Flags = StorageImports.O_DIRECTORY | StorageImports.O_CLOEXEC;
        using SafeFileHandle handle = StorageImports.open(folder, Flags);
        if (handle.IsInvalid || StorageImports.syncfs(handle) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Puts <paramref name="content"/> under <paramref name="path"/>: readers see the old file or the new
    /// one, and the new one survives. One writer per path.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string full = Path.GetFullPath(path);
        string temporary = full + TemporarySuffix;
        using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            Sync(file);
        }

        File.Move(temporary, full, overwrite: true);
        SyncFolder(Path.GetDirectoryName(full)!);
    }
}
