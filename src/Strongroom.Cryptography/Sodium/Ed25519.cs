namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// Ed25519 verification (RFC 8032 section 5.1.7) as libsodium does it: cofactorless, and strict — S below
/// the group order, canonical encodings only, public keys and R of small order refused.
/// </summary>
public static class Ed25519
{
    public const int PublicKeyBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>False for a wrong signature, key or length; never an exception for wire bytes.</summary>
    public static bool Verify(
        ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeyBytes || signature.Length != SignatureBytes) return false;
        return SodiumImports.crypto_sign_verify_detached(
            signature, message, (ulong)message.Length, publicKey) == 0;
    }
}
