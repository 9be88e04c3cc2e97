using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Audit;

/// <summary>
/// Base64 of RFC 4648 section 4 with one spelling per value: padding required, no white space, no stray bits.
/// Two texts that decode to the same bytes would let a signed line be altered unseen.
/// </summary>
internal static class StrictBase64
{
    internal static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 != 0) return false;
        byte[] decoded = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, decoded, out int written)) return false;
        Array.Resize(ref decoded, written);
        if (!text.SequenceEqual(Convert.ToBase64String(decoded))) return false;
        bytes = decoded;
        return true;
    }
}
