using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Intents;

/// <summary>
/// A UUID of version 7 (RFC 9562 section 5.7): 36 characters, lower case, with hyphens, version nibble 7 and
/// variant bits 10. No other spelling is read, so that one id has one text.
/// </summary>
public readonly record struct Uuid7 : IComparable<Uuid7>
{
    private const int TextLength = 36;

    private readonly Guid _value;

    private Uuid7(Guid value) => _value = value;

    /// <summary>Takes what <c>Guid.CreateVersion7</c> made; another version is a bug.</summary>
    public static Uuid7 From(Guid value)
    {
        Invariant.Holds(IsVersion7(value));
        return new Uuid7(value);
    }

    public static bool TryParse(
        ReadOnlySpan<char> text, out Uuid7 id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Guid.TryParseExact(text, "D", out Guid value)
            && text.Length == TextLength
            && !text.ContainsAnyInRange('A', 'F')
            && IsVersion7(value);
        id = isRead ? new Uuid7(value) : default;
        refusal = isRead ? null : JsonRefusals.MalformedValue(null, "a UUID of version 7, lower case with hyphens");
        return isRead;
    }

    public Guid ToGuid() => _value;

    public int CompareTo(Uuid7 other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString("D");

    private static bool IsVersion7(Guid value) => value.Version == 7 && (value.Variant & 0b1100) == 0b1000;
}
