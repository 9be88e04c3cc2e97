using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// One value of canonical JSON: a text, an integer from 0 to 2^53 − 1, true or false, an object or an array.
/// The default value is <see cref="CanonicalKind.Absent"/>: a builder skips it, a reader never yields it.
/// Converting a value that the format forbids (a control character, a negative number) is a bug and throws.
/// </summary>
public readonly struct CanonicalValue
{
    private readonly object? _reference;
    private readonly long _integer;

    private CanonicalValue(CanonicalKind kind, object? reference, long integer)
    {
        Kind = kind;
        _reference = reference;
        _integer = integer;
    }

    public CanonicalKind Kind { get; }

    public bool IsAbsent => Kind == CanonicalKind.Absent;

    /// <summary>A null text is an absent value.</summary>
    public static implicit operator CanonicalValue(string? text) => FromString(text);

    public static implicit operator CanonicalValue(long integer) => FromInt64(integer);

    public static implicit operator CanonicalValue(bool flag) => FromBoolean(flag);

    public static implicit operator CanonicalValue(CanonicalObject? value) => FromCanonicalObject(value);

    public static implicit operator CanonicalValue(CanonicalArray? value) => FromCanonicalArray(value);

    public static CanonicalValue FromString(string? text)
    {
        if (text is null) return default;
        Cryptography.Invariant.Holds(CanonicalText.IsAllowed(text));
        return new CanonicalValue(CanonicalKind.Text, text, 0);
    }

    public static CanonicalValue FromInt64(long integer)
    {
        Cryptography.Invariant.Holds(integer is >= 0 and <= CanonicalJson.IntegerMax);
        return new CanonicalValue(CanonicalKind.Integer, null, integer);
    }

    public static CanonicalValue FromBoolean(bool flag) => new(CanonicalKind.Flag, null, flag ? 1 : 0);

    public static CanonicalValue FromCanonicalObject(CanonicalObject? value) =>
        value is null ? default : new CanonicalValue(CanonicalKind.Object, value, 0);

    public static CanonicalValue FromCanonicalArray(CanonicalArray? value) =>
        value is null ? default : new CanonicalValue(CanonicalKind.Array, value, 0);

    public bool TryText([NotNullWhen(true)] out string? text)
    {
        text = _reference as string;
        return text is not null;
    }

    public bool TryInteger(out long integer)
    {
        integer = _integer;
        return Kind == CanonicalKind.Integer;
    }

    public bool TryFlag(out bool flag)
    {
        flag = _integer == 1;
        return Kind == CanonicalKind.Flag;
    }

    public bool TryObject([NotNullWhen(true)] out CanonicalObject? value)
    {
        value = _reference as CanonicalObject;
        return value is not null;
    }

    public bool TryArray([NotNullWhen(true)] out CanonicalArray? value)
    {
        value = _reference as CanonicalArray;
        return value is not null;
    }

    /// <summary>The reader's way in: it has checked the characters already.</summary>
    internal static CanonicalValue FromReadText(string text) => new(CanonicalKind.Text, text, 0);
}
