using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Strongroom.Intents;

/// <summary>
/// Reads canonical JSON in one pass (RFC 8259 grammar, RFC 8785 form, narrowed by docs/formats/README.md):
/// no white space, names strictly ascending, plain integers, no null, and of all escapes only \" and \\.
/// </summary>
internal ref struct CanonicalReader
{
    // What a text holds most of the time: printable ASCII but the quote and the backslash.
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7f - 0x20).Where(code => code is not ('"' or '\\')).Select(code => (byte)code)]);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/*-"u8);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private Refusal? _refusal;

    internal CanonicalReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal bool TryRead(
        [NotNullWhen(true)] out CanonicalObject? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = null;
        bool isRead = (Utf8.IsValid(_bytes) && Peek() == '{')
            ? TryReadObject(1, out value) && (_at == _bytes.Length || RefuseByte())
            : RefuseByte();
        refusal = isRead ? null : _refusal;
        return isRead;
    }

    private bool TryReadObject(int depth, out CanonicalObject? value)
    {
        value = CanonicalObject.Empty;
        if (depth > CanonicalJson.DepthMax) return Refuse(JsonRefusals.TooDeep());
        _at++;
        if (TryTake('}')) return true;
        CanonicalMember[] members = new CanonicalMember[8];
        ReadOnlySpan<byte> previous = default;
        int count = 0;
        do
        {
            if (!TryReadName(previous, out ReadOnlySpan<byte> name)) return false;
            previous = name;
            if (!TryTake(':')) return RefuseByte();
            if (!TryReadValue(depth, out CanonicalValue item)) return false;
            if (count == members.Length) Array.Resize(ref members, 2 * count);
            members[count++] = new CanonicalMember(Encoding.ASCII.GetString(name), item);
        }
        while (TryTake(','));

        if (!TryTake('}')) return RefuseByte();
        Array.Resize(ref members, count);
        value = CanonicalObject.Owning(members);
        return true;
    }

    private bool TryReadArray(int depth, out CanonicalArray? value)
    {
        value = CanonicalArray.Empty;
        if (depth > CanonicalJson.DepthMax) return Refuse(JsonRefusals.TooDeep());
        _at++;
        if (TryTake(']')) return true;
        CanonicalValue[] items = new CanonicalValue[4];
        int count = 0;
        do
        {
            if (!TryReadValue(depth, out CanonicalValue item)) return false;
            if (count == items.Length) Array.Resize(ref items, 2 * count);
            items[count++] = item;
        }
        while (TryTake(','));

        if (!TryTake(']')) return RefuseByte();
        Array.Resize(ref items, count);
        value = CanonicalArray.Owning(items);
        return true;
    }

    private bool TryReadValue(int depth, out CanonicalValue value)
    {
        value = default;
        switch (Peek())
        {
            case '"':
                if (!TryReadText(out string text)) return false;
                value = CanonicalValue.FromReadText(text);
                return true;
            case '{':
                if (!TryReadObject(depth + 1, out CanonicalObject? inner)) return false;
                value = inner;
                return true;
            case '[':
                if (!TryReadArray(depth + 1, out CanonicalArray? array)) return false;
                value = array;
                return true;
            case '-' or (>= '0' and <= '9'):
                if (!TryReadInteger(out long integer)) return false;
                value = integer;
                return true;
            default:
                return TryReadWord(out value);
        }
    }

    private bool TryReadWord(out CanonicalValue value)
    {
        ReadOnlySpan<byte> rest = _bytes[_at..];
        bool isTrue = rest.StartsWith("true"u8);
        value = isTrue;
        if (rest.StartsWith("null"u8)) return Refuse(JsonRefusals.Null());
        if (!isTrue && !rest.StartsWith("false"u8)) return RefuseByte();
        _at += isTrue ? 4 : 5;
        return true;
    }

    private bool TryReadInteger(out long integer)
    {
        integer = 0;
        int start = _at;
        while (Peek() is >= '0' and <= '9')
        {
            integer = (10 * integer) + (_bytes[_at++] - '0');
            if (integer > CanonicalJson.IntegerMax) return Refuse(JsonRefusals.Number());
        }

        bool isPlain = _at > start && Peek() is not ('.' or 'e' or 'E');
        bool hasLeadingZero = _at - start > 1 && _bytes[start] == '0';
        return (isPlain && !hasLeadingZero) || Refuse(JsonRefusals.Number());
    }

    private bool TryReadName(ReadOnlySpan<byte> previous, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!TryTake('"')) return RefuseByte();
        ReadOnlySpan<byte> rest = _bytes[_at..];
        int length = rest.IndexOfAnyExcept(NameBytes);
        if (length < 0) return Refuse(JsonRefusals.Malformed());
        if (length is 0 or > CanonicalJson.NameLengthMax || rest[length] != '"') return Refuse(JsonRefusals.Name());
        name = rest[..length];
        _at += length + 1;
        int order = previous.SequenceCompareTo(name);
        if (order == 0) return Refuse(JsonRefusals.DuplicateName());
        return order < 0 || Refuse(JsonRefusals.NotCanonical());
    }

    private bool TryReadText(out string text)
    {
        text = "";
        int start = ++_at;
        int escapes = 0;
        while (true)
        {
            int plain = _bytes[_at..].IndexOfAnyExcept(PlainBytes);
            if (plain < 0) return Refuse(JsonRefusals.Malformed());
            _at += plain;
            if (_bytes[_at] == '"') break;
            if (_bytes[_at] == '\\') escapes++;
            if (!TryPassUnplain()) return false;
        }

        ReadOnlySpan<byte> raw = _bytes[start.._at++];
        text = escapes == 0 ? Encoding.UTF8.GetString(raw) : Unescape(raw, escapes);
        return true;
    }

    private bool TryPassUnplain()
    {
        if (_bytes[_at] == '\\')
        {
            byte next = _at + 1 < _bytes.Length ? _bytes[_at + 1] : (byte)0;
            if (!"\"\\/bfnrtu"u8.Contains(next)) return Refuse(JsonRefusals.Malformed());
            if (next is not ((byte)'"' or (byte)'\\')) return Refuse(JsonRefusals.NotCanonical());
            _at += 2;
            return true;
        }

        // The whole input is valid UTF-8: a rune always decodes.
        Rune.DecodeFromUtf8(_bytes[_at..], out Rune rune, out int length);
        if (!CanonicalText.IsAllowed(rune)) return Refuse(JsonRefusals.ForbiddenCharacter());
        _at += length;
        return true;
    }

    private static string Unescape(ReadOnlySpan<byte> raw, int escapes)
    {
        byte[] plain = new byte[raw.Length - escapes];
        int at = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\') i++;
            plain[at++] = raw[i];
        }

        return Encoding.UTF8.GetString(plain);
    }

    private readonly int Peek() => _at < _bytes.Length ? _bytes[_at] : -1;

    private bool TryTake(char one)
    {
        bool isThere = Peek() == one;
        if (isThere) _at++;
        return isThere;
    }

    private bool RefuseByte() =>
        Refuse(Peek() is ' ' or '\t' or '\r' or '\n' ? JsonRefusals.NotCanonical() : JsonRefusals.Malformed());

    private bool Refuse(Refusal refusal)
    {
        _refusal = refusal;
        return false;
    }
}
