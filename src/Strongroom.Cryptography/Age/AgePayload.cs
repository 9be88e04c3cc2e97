using System.Buffers.Binary;
using System.Security.Cryptography;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// The payload (C2SP age, "Payload"): a 16-byte nonce, then chunks of 64 KiB under ChaCha20-Poly1305; nonce
/// of a chunk = its number in 11 bytes, then 1 for the last one and 0 for the others. Nothing is given out
/// before everything was verified.
/// </summary>
internal static class AgePayload
{
    internal const int NonceBytes = 16;

    private const int ChunkBytes = 65_536;
    private const int SealedChunkBytes = ChunkBytes + ChaCha20Poly1305Ietf.TagBytes;

    internal static int SealedLength(int length)
    {
        int chunks = Math.Max(1, (length + ChunkBytes - 1) / ChunkBytes);
        return NonceBytes + length + chunks * ChaCha20Poly1305Ietf.TagBytes;
    }

    internal static void Seal(SecretBytes fileKey, ReadOnlySpan<byte> plain, Span<byte> payload)
    {
        Invariant.Holds(payload.Length == SealedLength(plain.Length));
        RandomBytes.Fill(payload[..NonceBytes]);
        using SecretBytes key = PayloadKey(fileKey, payload[..NonceBytes]);
        using SecretLease lease = key.Open();
        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305Ietf.NonceBytes];
        Span<byte> rest = payload[NonceBytes..];
        long chunk = 0;
        do
        {
            ReadOnlySpan<byte> part = plain[..Math.Min(plain.Length, ChunkBytes)];
            plain = plain[part.Length..];
            WriteNonce(chunk++, plain.IsEmpty, nonce);
            int length = part.Length + ChaCha20Poly1305Ietf.TagBytes;
            ChaCha20Poly1305Ietf.Seal(lease.Span, nonce, part, [], rest[..length]);
            rest = rest[length..];
        }
        while (!plain.IsEmpty);
    }

    /// <param name="fileKey">16 bytes.</param>
    /// <param name="payload">Nonce and chunks.</param>
    /// <param name="plain">At least as long as the payload; zeroed when something is wrong.</param>
    /// <param name="written">How much of it is content.</param>
    internal static bool TryOpen(
        SecretBytes fileKey, ReadOnlySpan<byte> payload, Span<byte> plain, out int written)
    {
        using SecretBytes key = PayloadKey(fileKey, payload[..NonceBytes]);
        using SecretLease lease = key.Open();
        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305Ietf.NonceBytes];
        ReadOnlySpan<byte> rest = payload[NonceBytes..];
        written = 0;
        for (long chunk = 0; ; chunk++)
        {
            ReadOnlySpan<byte> part = rest[..Math.Min(rest.Length, SealedChunkBytes)];
            rest = rest[part.Length..];
            WriteNonce(chunk, rest.IsEmpty, nonce);
            int length = part.Length - ChaCha20Poly1305Ietf.TagBytes;
            bool isRight = length >= 0 && (length > 0 || chunk == 0)
                && ChaCha20Poly1305Ietf.TryOpen(lease.Span, nonce, part, [], plain.Slice(written, length));
            if (!isRight) break;
            written += length;
            if (rest.IsEmpty) return true;
        }

        CryptographicOperations.ZeroMemory(plain[..written]);
        written = 0;
        return false;
    }

    private static SecretBytes PayloadKey(SecretBytes fileKey, ReadOnlySpan<byte> nonce)
    {
        SecretBytes key = SecretBytes.New(ChaCha20Poly1305Ietf.KeyBytes, out Span<byte> content);
        using SecretLease lease = fileKey.Open();
        Hkdf.DeriveSha256(lease.Span, nonce, "payload"u8, content);
        return key;
    }

    private static void WriteNonce(long chunk, bool isLast, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..11], chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
