namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// ChaCha20Poly1305 (RFC 8439): 32-byte key, 12-byte nonce, 16-byte tag after the cipher text.
/// A nonce must never repeat under a key: use a counter, or XChaCha20 with a random one.
/// </summary>
internal static class ChaCha20Poly1305Ietf
{
    internal const int KeyBytes = 32;
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    /// <summary>
    /// <paramref name="sealedBytes"/> is <see cref="TagBytes"/> longer than <paramref name="plain"/>.
    /// </summary>
    internal static void Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> context, Span<byte> sealedBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sealedBytes.Length, plain.Length + TagBytes);
        int result = SodiumImports.crypto_aead_chacha20poly1305_ietf_encrypt(
            sealedBytes, out ulong written, plain, (ulong)plain.Length,
            context, (ulong)context.Length, 0, nonce, key);
        Invariant.Holds(result == 0 && written == (ulong)sealedBytes.Length);
    }

    /// <summary>
    /// False, and nothing in <paramref name="plain"/>, unless key, nonce, context and tag agree.
    /// </summary>
    internal static bool TryOpen(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes,
        ReadOnlySpan<byte> context, Span<byte> plain)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        if (nonce.Length != NonceBytes || sealedBytes.Length < TagBytes) return false;
        ArgumentOutOfRangeException.ThrowIfNotEqual(plain.Length, sealedBytes.Length - TagBytes);
        return SodiumImports.crypto_aead_chacha20poly1305_ietf_decrypt(
            plain, out _, 0, sealedBytes, (ulong)sealedBytes.Length,
            context, (ulong)context.Length, nonce, key) == 0;
    }
}
