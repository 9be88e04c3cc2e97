using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cryptography.Storage;

/// <summary>
/// Functions of the C library that .NET has no face for (see the man pages of the same names).
/// </summary>
internal static partial class StorageImports
{
    internal const int O_DIRECTORY = 0x10000;
    internal const int O_CLOEXEC = 0x80000;

    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fdatasync(SafeFileHandle descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(SafeFileHandle descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int syncfs(SafeFileHandle descriptor);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle open(string path, int flags);
}
