using Strongroom.Assets;
using Strongroom.Cryptography;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// Writes RLP (yellow paper, appendix B; ethereum.org "Recursive-length prefix"): a string is its bytes
/// behind 0x80 + length, a list its items behind 0xc0 + length, lengths above 55 as big-endian behind 0xb7 /
/// 0xf7 + their size, a single byte below 0x80 stands for itself. Integers are strings without leading zeros.
/// </summary>
internal sealed class RlpWriter
{
    private const int StringBase = 0x80;
    private const int ListBase = 0xc0;
    private const int ShortLengthMax = 55;

    private readonly Stack<int> _openLists = new();
    private byte[] _buffer = new byte[256];
    private int _length;

    internal void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 1 || bytes[0] >= StringBase) WriteHeader(StringBase, bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    internal void WriteInteger(UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(word);
        WriteBytes(word[(UInt256.SizeBytes - value.MinimalByteCount)..]);
    }

    internal void WriteAddress(EthereumAddress? address)
    {
        if (address is null)
        {
            WriteBytes([]);
            return;
        }

        Span<byte> bytes = stackalloc byte[EthereumAddress.SizeBytes];
        address.Value.Write(bytes);
        WriteBytes(bytes);
    }

    /// <summary>Everything until the matching <see cref="EndList"/> becomes one list.</summary>
    internal void BeginList() => _openLists.Push(_length);

    internal void EndList()
    {
        int start = _openLists.Pop();
        byte[] items = _buffer.AsSpan(start, _length - start).ToArray();
        _length = start;
        WriteHeader(ListBase, items.Length);
        items.CopyTo(Reserve(items.Length));
    }

    internal byte[] ToArray()
    {
        Invariant.Holds(_openLists.Count == 0);
        return _buffer.AsSpan(0, _length).ToArray();
    }

    /// <summary>The bytes behind an EIP-2718 type byte.</summary>
    internal byte[] ToArray(byte typeByte) => [typeByte, .. ToArray()];

    private void WriteHeader(int first, int length)
    {
        if (length <= ShortLengthMax)
        {
            Reserve(1)[0] = (byte)(first + length);
            return;
        }

        int size = ((UInt256)(ulong)length).MinimalByteCount;
        Span<byte> header = Reserve(1 + size);
        header[0] = (byte)(first + ShortLengthMax + size);
        for (int i = size; i > 0; i--)
        {
            header[i] = (byte)(length & 0xff);
            length >>= 8;
        }
    }

    private Span<byte> Reserve(int count)
    {
        int needed = _length + count;
        if (needed > _buffer.Length) Array.Resize(ref _buffer, Math.Max(needed, 2 * _buffer.Length));
        Span<byte> place = _buffer.AsSpan(_length, count);
        _length = needed;
        return place;
    }
}
