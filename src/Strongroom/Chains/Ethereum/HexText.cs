using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// "Unformatted" hexadecimal of the Ethereum JSON-RPC specification: 0x and two digits per byte.
/// </summary>
public static class HexText
{
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads any number of bytes; digits in either case, the prefix is required.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!HasPrefix(text) || text.Length % 2 != 0) return false;
        byte[] read = new byte[(text.Length - 2) / 2];
        if (!TryRead(text, read)) return false;
        bytes = read;
        return true;
    }

    /// <summary>Reads exactly as many bytes as <paramref name="destination"/> holds.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> destination) =>
        HasPrefix(text)
        && text.Length == 2 + (2 * destination.Length)
        && Convert.FromHexString(text[2..], destination, out _, out _) == OperationStatus.Done;

    private static bool HasPrefix(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == '0' && text[1] == 'x';
}
