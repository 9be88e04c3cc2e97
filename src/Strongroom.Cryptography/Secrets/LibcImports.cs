using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Secrets;

/// <summary>Functions of the C library, for Linux on 64 bits (see the man pages of the same names).</summary>
internal static partial class LibcImports
{
    internal const int PR_GET_DUMPABLE = 3;
    internal const int PR_SET_DUMPABLE = 4;
    internal const int RLIMIT_CORE = 4;
    internal const int EINTR = 4;
    internal const int TCSANOW = 0;
    internal const uint ICANON = 0x2;
    internal const uint ECHO = 0x8;

    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int prctl(
        int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int setrlimit(int resource, in ResourceLimit limit);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getrlimit(int resource, out ResourceLimit limit);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcgetattr(int file, out Termios terminal);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcsetattr(int file, int actions, in Termios terminal);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint read(int file, Span<byte> buffer, nuint count);

    /// <summary>
    /// struct termios of Linux on x86-64, as far as it is used here; the rest is kept as it is.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 60)]
    internal struct Termios
    {
        [FieldOffset(0)]
        internal Int128 Flags; // c_iflag, c_oflag, c_cflag, c_lflag

        [FieldOffset(12)]
        internal uint Local; // c_lflag

        [FieldOffset(16)]
        internal Int128 Line; // c_line and the first control characters

        [FieldOffset(22)]
        internal byte ReadTime; // c_cc[VTIME]

        [FieldOffset(23)]
        internal byte ReadMin; // c_cc[VMIN]

        [FieldOffset(32)]
        internal Int128 Characters; // the other control characters

        [FieldOffset(48)]
        internal ulong Last; // the last of them, and padding

        [FieldOffset(56)]
        internal uint Speed; // c_ospeed
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Current;
        internal ulong Maximum;
    }
}
