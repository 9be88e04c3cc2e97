using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// base64url without padding (RFC 4648 section 5). One value has one text: padding, white space, other
/// alphabets and non-zero unused bits are refused (section 3.5).
/// </summary>
public static class Base64UrlText
{
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryRead(string text, int bytesMax, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        // The length first: nothing is allocated for a text that cannot fit.
        if (text.Length % 4 == 1 || text.Length > ((4L * bytesMax) + 2) / 3) return false;
        if (!Base64Url.IsValid(text, out int size)) return false;
        byte[] read = new byte[size];
        if (!Base64Url.TryDecodeFromChars(text, read, out int written) || written != size) return false;
        if (Base64Url.EncodeToString(read) != text) return false;
        bytes = read;
        return true;
    }
}
