using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Strongroom.Cryptography.P256;

/// <summary>
/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2, WebAuthn's RS256), verification only. A strict
/// profile asks for <see cref="StrictModulusBits"/>.
/// </summary>
public sealed class RsaPublicKey : IDisposable
{
    public const int ModulusBitsMin = 2048;
    public const int ModulusBitsMax = 8192;
    public const int StrictModulusBits = 3072;
    public const int DigestBytes = 32;
    public const int ExponentBytesMax = 4;

    private readonly RSA _key;

    private RsaPublicKey(RSA key) => _key = key;

    public int ModulusBits => _key.KeySize;

    /// <summary>
    /// Both numbers big-endian; the exponent odd and at least 3, the modulus odd and within bounds.
    /// </summary>
    public static bool TryCreate(
        ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, [NotNullWhen(true)] out RsaPublicKey? key)
    {
        key = null;
        ReadOnlySpan<byte> n = modulus.TrimStart((byte)0);
        ReadOnlySpan<byte> e = exponent.TrimStart((byte)0);
        if (n.Length is < ModulusBitsMin / 8 or > ModulusBitsMax / 8 || (n[^1] & 1) == 0) return false;
        if (e.Length is 0 or > ExponentBytesMax || (e[^1] & 1) == 0 || e is [1]) return false;
        try
        {
            RSA rsa = RSA.Create(new RSAParameters { Modulus = n.ToArray(), Exponent = e.ToArray() });
            if (rsa.KeySize >= ModulusBitsMin) key = new RsaPublicKey(rsa);
            else rsa.Dispose();
            return key is not null;
        }
        catch (CryptographicException)
        {
            return false; // OpenSSL's check of the key is the parser here
        }
    }

    public bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == DigestBytes && signature.Length == (_key.KeySize + 7) / 8
        && _key.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => _key.Dispose();
}
