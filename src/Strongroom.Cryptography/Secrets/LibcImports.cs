using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Secrets;

/// <summary>Functions of the C library, for Linux on 64 bits (see the man pages of the same names).</summary>
internal static partial class LibcImports
{
    internal const int PR_GET_DUMPABLE = 3;
    internal const int PR_SET_DUMPABLE = 4;
    internal const int RLIMIT_CORE = 4;

    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int prctl(
        int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int setrlimit(int resource, in ResourceLimit limit);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getrlimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Current;
        internal ulong Maximum;
    }
}
