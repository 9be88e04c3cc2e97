using System.Buffers.Text;
using System.Text;
using Strongroom.Cryptography;

namespace Strongroom.Intents;

/// <summary>Writes canonical JSON (RFC 8785 section 3.2) into a span of the size that it measured.</summary>
internal ref struct CanonicalWriter
{
    private readonly Span<byte> _destination;
    private int _at;

    internal CanonicalWriter(Span<byte> destination) => _destination = destination;

    internal readonly bool IsFull => _at == _destination.Length;

    internal static int Measure(CanonicalObject value)
    {
        // Braces, commas between the members, and quotes and a colon around each name.
        int size = 2 + Math.Max(0, value.Count - 1);
        foreach (ref readonly CanonicalMember member in value.Members)
            size += member.Name.Length + 3 + Measure(member.Value);
        return size;
    }

    internal void Write(CanonicalObject value)
    {
        Put((byte)'{');
        bool isFirst = true;
        foreach (ref readonly CanonicalMember member in value.Members)
        {
            if (!isFirst) Put((byte)',');
            isFirst = false;
            Write(member.Name);
            Put((byte)':');
            Write(member.Value);
        }

        Put((byte)'}');
    }

    private static int Measure(CanonicalValue value)
    {
        if (value.TryText(out string? text)) return MeasureText(text);
        if (value.TryObject(out CanonicalObject? inner)) return Measure(inner);
        if (value.TryFlag(out bool flag)) return flag ? 4 : 5;
        if (value.TryInteger(out long integer)) return CountDigits(integer);
        bool isArray = value.TryArray(out CanonicalArray? array);
        Invariant.Holds(isArray);
        int size = 2 + Math.Max(0, array!.Count - 1);
        foreach (ref readonly CanonicalValue item in array.Items) size += Measure(item);
        return size;
    }

    private static int MeasureText(string text)
    {
        int escapes = text.AsSpan().Count('"') + text.AsSpan().Count('\\');
        return Encoding.UTF8.GetByteCount(text) + escapes + 2;
    }

    private static int CountDigits(long integer)
    {
        int count = 1;
        for (long rest = integer; rest >= 10; rest /= 10) count++;
        return count;
    }

    private void Write(CanonicalValue value)
    {
        if (value.TryText(out string? text)) Write(text);
        else if (value.TryObject(out CanonicalObject? inner)) Write(inner);
        else if (value.TryFlag(out bool flag)) Put(flag ? "true"u8 : "false"u8);
        else if (value.TryArray(out CanonicalArray? array)) Write(array);
        else Write(value.TryInteger(out long integer) ? integer : throw new InvariantException("an absent value"));
    }

    private void Write(CanonicalArray array)
    {
        Put((byte)'[');
        for (int i = 0; i < array.Count; i++)
        {
            if (i > 0) Put((byte)',');
            Write(array[i]);
        }

        Put((byte)']');
    }

    private void Write(long integer)
    {
        bool isWritten = Utf8Formatter.TryFormat(integer, _destination[_at..], out int length);
        Invariant.Holds(isWritten);
        _at += length;
    }

    private void Write(string text)
    {
        Put((byte)'"');
        ReadOnlySpan<char> rest = text;
        for (int stop = rest.IndexOfAny('"', '\\'); stop >= 0; stop = rest.IndexOfAny('"', '\\'))
        {
            PutText(rest[..stop]);
            Put((byte)'\\');
            Put((byte)rest[stop]);
            rest = rest[(stop + 1)..];
        }

        PutText(rest);
        Put((byte)'"');
    }

    private void PutText(ReadOnlySpan<char> text) => _at += Encoding.UTF8.GetBytes(text, _destination[_at..]);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[_at..]);
        _at += bytes.Length;
    }

    private void Put(byte one) => _destination[_at++] = one;
}
