namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// X25519 (RFC 7748 section 5 and 6.1); an all-zero shared secret, from a low-order point, is refused.
/// </summary>
internal static class X25519
{
    internal const int KeyBytes = 32;

    internal static void WritePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, KeyBytes);
        Invariant.Holds(SodiumImports.crypto_scalarmult_base(publicKey, privateKey) == 0);
    }

    /// <summary>Hash the shared secret together with both public keys before use as a key.</summary>
    internal static bool TryAgree(
        ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> shared)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shared.Length, KeyBytes);
        return publicKey.Length == KeyBytes
            && SodiumImports.crypto_scalarmult(shared, privateKey, publicKey) == 0;
    }
}
