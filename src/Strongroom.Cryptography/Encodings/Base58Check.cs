using Strongroom.Cryptography.Hashing;

namespace Strongroom.Cryptography.Encodings;

/// <summary>
/// Base58 with the first four bytes of a double SHA-256 appended (Bitcoin addresses, WIF, BIP-32).
/// </summary>
public static class Base58Check
{
    public const int ChecksumBytes = 4;
    public const int PayloadBytesMax = Base58.BytesMax - ChecksumBytes;

    public static string Encode(ReadOnlySpan<byte> payload)
    {
        Span<char> text = stackalloc char[Base58.CharactersMax];
        return new string(text[..Encode(payload, text)]);
    }

    /// <summary>Returns the number of characters written.</summary>
    public static int Encode(ReadOnlySpan<byte> payload, Span<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, PayloadBytesMax);
        Span<byte> bytes = stackalloc byte[payload.Length + ChecksumBytes];
        payload.CopyTo(bytes);
        WriteChecksum(payload, bytes[payload.Length..]);
        int length = Base58.Encode(bytes, text);
        bytes.Clear();
        return length;
    }

    /// <summary>
    /// False for bad Base58, a wrong checksum, or more than <paramref name="payload"/> holds.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> payload, out int written)
    {
        written = 0;
        Span<byte> bytes = stackalloc byte[Base58.BytesMax];
        if (!Base58.TryDecode(text, bytes, out int length) || length < ChecksumBytes) return false;
        ReadOnlySpan<byte> body = bytes[..(length - ChecksumBytes)];
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        WriteChecksum(body, checksum);
        bool isRight = checksum.SequenceEqual(bytes[body.Length..length]) && body.TryCopyTo(payload);
        if (isRight) written = body.Length;
        bytes.Clear();
        return isRight;
    }

    private static void WriteChecksum(ReadOnlySpan<byte> payload, Span<byte> checksum)
    {
        Span<byte> digest = stackalloc byte[Sha256.DigestBytes];
        Sha256.HashTwice(payload, digest);
        digest[..ChecksumBytes].CopyTo(checksum);
    }
}
