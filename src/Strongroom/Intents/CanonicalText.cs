using System.Buffers;
using System.Text;

namespace Strongroom.Intents;

/// <summary>
/// Which characters canonical JSON may hold (docs/formats/README.md): names are at most 64 of
/// [A-Za-z0-9._:/*-]; texts hold no control character, nothing that reorders or hides what a person reads
/// (bidirectional controls, line and paragraph separator, byte-order mark), no lone surrogate.
/// </summary>
public static class CanonicalText
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/*-");

    // The printable ASCII characters: the common case, decided in one vectorised pass.
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7f - 0x20).Select(code => (char)code)]);

    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= CanonicalJson.NameLengthMax && !name.ContainsAnyExcept(NameCharacters);

    public static bool IsAllowed(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyExcept(PlainCharacters);
        if (at < 0) return true;
        ReadOnlySpan<char> rest = text[at..];
        while (!rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf16(rest, out Rune rune, out int length);
            if (status != OperationStatus.Done || !IsAllowed(rune)) return false;
            rest = rest[length..];
        }

        return true;
    }

    internal static bool IsAllowed(Rune rune) => rune.Value switch
    {
        < 0x20 => false,
        >= 0x7f and <= 0x9f => false,
        0x061c => false,
        0x200e or 0x200f => false,
        0x2028 or 0x2029 => false,
        >= 0x202a and <= 0x202e => false,
        >= 0x2066 and <= 0x2069 => false,
        0xfeff => false,
        _ => true,
    };
}
