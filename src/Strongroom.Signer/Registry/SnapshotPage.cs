// docs/formats/snapshot.md, "File": a page is at most 4,096 bytes of records (uint16 key length, uint16 value
// length, key, value; big-endian) in the order of the keys' UTF-8 bytes, padded with zeros; no key is empty.
using System.Buffers.Binary;

namespace Strongroom.Signer.Registry;

/// <summary>Records inside one page of a snapshot.</summary>
internal static class SnapshotPage
{
    internal const int Size = 4096;
    internal const int RecordHeaderSize = 4;

    /// <summary>
    /// Appends a record at <paramref name="used"/>; false when the page has no room for it.
    /// </summary>
    internal static bool TryAppend(
        Span<byte> page, ref int used, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int needed = RecordHeaderSize + key.Length + value.Length;
        if (needed > page.Length - used) return false;
        Span<byte> record = page.Slice(used, needed);
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)key.Length);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], (ushort)value.Length);
        key.CopyTo(record[RecordHeaderSize..]);
        value.CopyTo(record[(RecordHeaderSize + key.Length)..]);
        used += needed;
        return true;
    }

    internal static ReadOnlySpan<byte> FirstKey(ReadOnlySpan<byte> page) =>
        TryNext(page, 0, out ReadOnlySpan<byte> key, out _, out _) ? key : [];

    /// <summary>The record at <paramref name="at"/>; false at the padding or the page's end.</summary>
    internal static bool TryNext(
        ReadOnlySpan<byte> page, int at, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value,
        out int next)
    {
        key = value = default;
        next = at;
        if (page.Length - at < RecordHeaderSize) return false;
        int keyLength = BinaryPrimitives.ReadUInt16BigEndian(page[at..]);
        int valueLength = BinaryPrimitives.ReadUInt16BigEndian(page[(at + 2)..]);
        if (keyLength == 0) return false;
        int end = at + RecordHeaderSize + keyLength + valueLength;
        if (end > page.Length) throw new InvalidDataException("a snapshot record runs over its page");
        key = page.Slice(at + RecordHeaderSize, keyLength);
        value = page[(at + RecordHeaderSize + keyLength)..end];
        next = end;
        return true;
    }

    internal static bool TryFind(
        ReadOnlySpan<byte> page, ReadOnlySpan<byte> wanted, out ReadOnlySpan<byte> value)
    {
        int at = 0;
        while (TryNext(page, at, out ReadOnlySpan<byte> key, out value, out at))
        {
            if (key.SequenceEqual(wanted)) return true;
        }

        value = default;
        return false;
    }
}
