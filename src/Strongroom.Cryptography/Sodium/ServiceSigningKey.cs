using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// The key by which a service signs what it says (checkpoints, webhooks): Ed25519, kept in a PKCS#8 PEM file
/// of mode 0600. It can sign and show its public key, and yields no private byte; no wallet depends on it.
/// </summary>
public sealed class ServiceSigningKey : IDisposable
{
    private readonly Ed25519PrivateKey _key;

    private ServiceSigningKey(Ed25519PrivateKey key) => _key = key;

    /// <summary>32 bytes, RFC 8032 encoding.</summary>
    public ReadOnlySpan<byte> PublicKey => _key.PublicKey;

    /// <summary>False when the file is missing, readable by others, or not an Ed25519 private key.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out ServiceSigningKey? key)
    {
        key = null;
        if (Ed25519PrivateKey.TryOpen(path, out Ed25519PrivateKey? inner)) key = new ServiceSigningKey(inner);
        return key is not null;
    }

    /// <summary>
    /// Makes a key and its file at once: after a return the file is complete and durable, after a crash there
    /// is none. An existing file is an <see cref="IOException"/>, never overwritten.
    /// </summary>
    public static ServiceSigningKey Create(string path)
    {
        Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        key.Save(path);
        return new ServiceSigningKey(key);
    }

    /// <summary>The 64-byte signature over <paramref name="message"/>, verified before it leaves.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => _key.Sign(message);

    public void Dispose() => _key.Dispose();
}
