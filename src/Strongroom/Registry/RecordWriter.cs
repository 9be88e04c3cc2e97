using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Strongroom.Assets;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Writes a record of the state tables: big-endian, strings and bytes with a 16-bit length.
/// </summary>
internal sealed class RecordWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    internal byte[] ToBytes() => _buffer.WrittenSpan.ToArray();

    internal void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    internal void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    internal void Number(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    internal void Time(Timestamp value) => Number((ulong)value.UnixSeconds);

    internal void Amount(Amount value)
    {
        value.BaseUnits.WriteBigEndian(_buffer.GetSpan(UInt256.SizeBytes));
        _buffer.Advance(UInt256.SizeBytes);
    }

    internal void Id(Guid value)
    {
        bool isWritten = value.TryWriteBytes(_buffer.GetSpan(16), bigEndian: true, out int written);
        Invariant.Holds(isWritten);
        _buffer.Advance(written);
    }

    internal void Digest(Digest value)
    {
        value.Write(_buffer.GetSpan(Intents.Digest.SizeBytes));
        _buffer.Advance(Intents.Digest.SizeBytes);
    }

    internal void Fixed(ReadOnlySpan<byte> value) => _buffer.Write(value);

    internal void Bytes(ReadOnlySpan<byte> value)
    {
        Invariant.Holds(value.Length <= ushort.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(sizeof(ushort)), (ushort)value.Length);
        _buffer.Advance(sizeof(ushort));
        _buffer.Write(value);
    }

    internal void Text(string value)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(OverlayTable.KeyLengthMax)];
        Invariant.Holds(value.Length <= OverlayTable.KeyLengthMax);
        Bytes(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }
}
