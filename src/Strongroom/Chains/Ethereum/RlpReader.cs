using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// Reads canonical RLP (see <see cref="RlpWriter"/>) and nothing else: shortest lengths, integers without
/// leading zeros, no bytes left over. The first fault is remembered, later reads return empty values, and the
/// caller asks once at the end; so the fields of a structure read top-down like its specification.
/// </summary>
internal ref struct RlpReader
{
    private ReadOnlySpan<byte> _rest;

    internal RlpReader(ReadOnlySpan<byte> encoded) => _rest = encoded;

    internal Refusal? Refusal { get; private set; }

    internal readonly bool IsAtEnd => _rest.IsEmpty || Refusal is not null;

    internal readonly bool IsNextList => !IsAtEnd && _rest[0] >= 0xc0;

    internal ReadOnlySpan<byte> ReadBytes(string field) => ReadItem(field, isList: false);

    /// <summary>The items of the next list, as a reader of their own.</summary>
    internal RlpReader ReadList(string field) => new(ReadItem(field, isList: true)) { Refusal = Refusal };

    internal UInt256 ReadInteger(string field)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(field);
        if (bytes.Length <= UInt256.SizeBytes && (bytes.IsEmpty || bytes[0] != 0))
            return UInt256.FromBigEndian(bytes);
        Refuse(field);
        return default;
    }

    internal ulong ReadUInt64(string field)
    {
        UInt256 value = ReadInteger(field);
        if (value.FitsUInt64) return (ulong)value;
        Refuse(field);
        return 0;
    }

    internal ReadOnlySpan<byte> ReadFixed(string field, int sizeBytes)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(field);
        if (bytes.Length == sizeBytes) return bytes;
        Refuse(field);
        return new byte[sizeBytes];
    }

    internal EthereumAddress ReadAddress(string field) =>
        EthereumAddress.FromBytes(ReadFixed(field, EthereumAddress.SizeBytes));

    /// <summary>20 bytes, or none where a transaction creates a contract.</summary>
    internal EthereumAddress? ReadOptionalAddress(string field)
    {
        if (IsAtEnd || _rest[0] != 0x80) return ReadAddress(field);
        ReadBytes(field);
        return null;
    }

    /// <summary>
    /// Takes over the fault of a list that was read from this reader, and refuses what it left unread.
    /// </summary>
    internal void Close(RlpReader list, string field)
    {
        Refusal ??= list.Refusal;
        if (!list._rest.IsEmpty) Refuse(field);
    }

    /// <summary>True when everything was well formed and nothing is left.</summary>
    internal bool TryEnd(string field, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!_rest.IsEmpty) Refuse(field);
        refusal = Refusal;
        return refusal is null;
    }

    internal void Refuse(string field) => Refusal ??= ChainRefusals.Rlp(field);

    private ReadOnlySpan<byte> ReadItem(string field, bool isList)
    {
        if (Refusal is not null) return [];
        if (_rest.IsEmpty || (_rest[0] >= 0xc0) != isList || !TryMeasure(out int header, out int length))
        {
            Refuse(field);
            _rest = [];
            return [];
        }

        ReadOnlySpan<byte> item = _rest.Slice(header, length);
        _rest = _rest[(header + length)..];
        return item;
    }

    // The size of the header and of the content of the next item, both inside the rest and in shortest form.
    private readonly bool TryMeasure(out int header, out int length)
    {
        int first = _rest[0];
        header = 0;
        length = 1;
        if (first < 0x80) return true;
        header = 1;
        int shortLength = first - (first >= 0xc0 ? 0xc0 : 0x80);
        if (shortLength <= 55)
        {
            length = shortLength;
            if (length > _rest.Length - 1) return false;
            return !(first == 0x81 && _rest[1] < 0x80);
        }

        int size = shortLength - 55;
        if (_rest.Length < 1 + size || _rest[1] == 0) return false;
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        _rest.Slice(1, size).CopyTo(padded[(sizeof(ulong) - size)..]);
        ulong longLength = BinaryPrimitives.ReadUInt64BigEndian(padded);
        header = 1 + size;
        if (longLength <= 55 || longLength > (ulong)(_rest.Length - header)) return false;
        length = (int)longLength;
        return true;
    }
}
