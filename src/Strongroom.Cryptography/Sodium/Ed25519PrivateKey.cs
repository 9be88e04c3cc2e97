using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// An Ed25519 private key (RFC 8032 section 5.1.5) in locked memory: the 32-byte seed followed by the public
/// key, as libsodium signs with it. Safe for use by several threads.
/// </summary>
internal sealed class Ed25519PrivateKey : IDisposable
{
    internal const int SeedBytes = 32;

    // RFC 8410 section 7: PKCS#8 of an Ed25519 key without attributes, up to the seed.
    private static ReadOnlySpan<byte> Pkcs8Prefix =>
        [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

    private readonly SecretBytes _seedAndPublicKey;
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeyBytes];

    private Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        _seedAndPublicKey = SecretBytes.New(SeedBytes + Ed25519.PublicKeyBytes, out Span<byte> content);
        Invariant.Holds(SodiumImports.crypto_sign_seed_keypair(_publicKey, content, seed) == 0);
    }

    /// <summary>32 bytes, RFC 8032 encoding.</summary>
    internal ReadOnlySpan<byte> PublicKey => _publicKey;

    internal static Ed25519PrivateKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedBytes);
        return new Ed25519PrivateKey(seed);
    }

    internal static Ed25519PrivateKey Generate()
    {
        using SecretBytes seed = SecretBytes.Random(SeedBytes);
        using SecretLease lease = seed.Open();
        return new Ed25519PrivateKey(lease.Span);
    }

    /// <summary>
    /// Opens a PKCS#8 PEM file (RFC 8410) that only its owner can read; false if it is not one.
    /// </summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out Ed25519PrivateKey? key)
    {
        key = null;
        if (!KeyFile.TryRead(path, Pkcs8Prefix, SeedBytes, out SecretBytes? seed)) return false;
        using (seed)
        using (SecretLease lease = seed.Open())
            key = new Ed25519PrivateKey(lease.Span);
        return true;
    }

    /// <summary>
    /// Writes the key to a new PKCS#8 PEM file of mode 0600; an existing file is an IOException.
    /// </summary>
    internal void Save(string path)
    {
        using SecretLease lease = _seedAndPublicKey.Open();
        KeyFile.Create(path, Pkcs8Prefix, lease.Span[..SeedBytes]);
    }

    /// <summary>Signs, and verifies its own signature before it leaves.</summary>
    internal void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, Ed25519.SignatureBytes);
        using (SecretLease key = _seedAndPublicKey.Open())
        {
            Invariant.Holds(SodiumImports.crypto_sign_detached(
                signature, 0, message, (ulong)message.Length, key.Span) == 0);
        }

        Invariant.Holds(Ed25519.Verify(_publicKey, message, signature));
    }

    internal byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[Ed25519.SignatureBytes];
        Sign(message, signature);
        return signature;
    }

    public void Dispose() => _seedAndPublicKey.Dispose();
}
