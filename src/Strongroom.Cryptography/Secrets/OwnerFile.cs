using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// A small file that only its owner may read: mode 0600 from birth, durable before it gets its name, never
/// overwriting another.
/// </summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a temporary file, makes it durable, and gives it its name only then.</summary>
    internal static void Create(string path, ReadOnlySpan<byte> content)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("needs modes of files");
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Convert.ToHexStringLower(RandomBytes.Create(8))}.new";
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = OwnerOnly,
        };
        try
        {
            using (FileStream file = new(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: false);
            DurableFile.SyncFolder(Path.GetDirectoryName(full)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>False when it is missing, open to others, empty or longer than the limit.</summary>
    internal static bool TryRead(string path, int bytesMax, [NotNullWhen(true)] out SecretBytes? content)
    {
        content = null;
        if (!File.Exists(path)) return false;
        using SafeFileHandle file = File.OpenHandle(path);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("needs modes of files");
        if ((File.GetUnixFileMode(file) | OwnerOnly) != OwnerOnly) return false;
        using SecretBytes buffer = SecretBytes.New(bytesMax + 1, out Span<byte> bytes);
        int length = RandomAccess.Read(file, bytes, 0);
        if (length == 0 || length > bytesMax) return false;
        content = SecretBytes.CopyOf(bytes[..length]);
        return true;
    }
}
