using System.Security.Cryptography;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) by OpenSSL: 32-byte key, 12-byte nonce, 16-byte tag after the cipher text.
/// A nonce must never repeat under a key; at most 2³² random nonces (section 8.3).
/// </summary>
internal static class Aes256Gcm
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
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(nonce, plain, sealedBytes[..plain.Length], sealedBytes[plain.Length..], context);
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
        using AesGcm cipher = new(key, TagBytes);
        try
        {
            cipher.Decrypt(nonce, sealedBytes[..plain.Length], sealedBytes[plain.Length..], plain, context);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
