using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// Standard input as a terminal that shows nothing (termios(3)): keys go from read(2) straight into locked
/// memory. The runtime's own reader keeps every key in a buffer of its heap until it is overwritten. Open
/// before prompting, so that not even the first key is shown.
/// </summary>
internal sealed class UnseenTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const byte Escape = 0x1b;
    private const byte Backspace = 0x08;
    private const byte Delete = 0x7f;

    private readonly int _file;
    private readonly LibcImports.Termios _before;

    private UnseenTerminal(int file, LibcImports.Termios before)
    {
        _file = file;
        _before = before;
    }

    internal static UnseenTerminal Open()
    {
        Check(LibcImports.tcgetattr(StandardInput, out LibcImports.Termios before));
        LibcImports.Termios unseen = before;
        unseen.Local &= ~(LibcImports.ECHO | LibcImports.ICANON);
        unseen.ReadMin = 1;
        unseen.ReadTime = 0;
        Check(LibcImports.tcsetattr(StandardInput, LibcImports.TCSANOW, unseen));
        return new UnseenTerminal(StandardInput, before);
    }

    /// <summary>
    /// Printable ASCII up to Enter; what is beyond the limit is dropped. Returns the length.
    /// </summary>
    internal int ReadLine(Span<byte> line)
    {
        using SecretBytes one = SecretBytes.New(1, out Span<byte> key);
        int length = 0;
        while (ReadKey(key) && key[0] is not ((byte)'\r' or (byte)'\n'))
        {
            if (key[0] is Delete or Backspace) length = Math.Max(0, length - 1);
            else if (key[0] == Escape) SkipSequence(key);
            else if (key[0] is >= (byte)' ' and <= (byte)'~' && length < line.Length) line[length++] = key[0];
        }

        return length;
    }

    /// <summary>The terminal shows again what is typed.</summary>
    public void Dispose() => Check(LibcImports.tcsetattr(_file, LibcImports.TCSANOW, _before));

    /// <summary>An arrow or function key: ESC, [ or O, then up to a byte from 0x40 to 0x7e.</summary>
    private void SkipSequence(Span<byte> key)
    {
        if (!ReadKey(key) || key[0] is not ((byte)'[' or (byte)'O')) return;
        while (ReadKey(key) && key[0] is not (>= 0x40 and <= 0x7e))
        {
            // Parameters of the sequence.
        }
    }

    /// <summary>False at the end of input.</summary>
    private bool ReadKey(Span<byte> key)
    {
        while (true)
        {
            nint count = LibcImports.read(_file, key, 1);
            if (count >= 0) return count == 1;
            if (Marshal.GetLastPInvokeError() != LibcImports.EINTR) Check(-1);
        }
    }

    private static void Check(int result)
    {
        if (result != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
