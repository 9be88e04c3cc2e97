using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cryptography.Age;

/// <summary>Base64 as age writes it: RFC 4648 section 4, no padding, canonical (section 3.5) only.</summary>
internal static class AgeBase64
{
    internal static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <summary>False for padding, foreign characters, or bits left over that are not zero.</summary>
    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[text.Length * 3 / 4];
        string padded = text + new string('=', (4 - text.Length % 4) % 4);
        return Convert.TryFromBase64String(padded, bytes, out int written)
            && written == bytes.Length && Encode(bytes) == text;
    }
}
