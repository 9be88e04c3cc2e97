using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.P256;

/// <summary>
/// A P-256 private key of a person at the CLI, and of SLIP-10 nodes. Not for wallets: .NET hands the scalar
/// to OpenSSL's heap, where a copy outlives Dispose. P-256 keys of a Signer live in a token.
/// </summary>
internal sealed class P256PrivateKey : IDisposable
{
    internal const int KeyBytes = 32;

    // RFC 5958 and RFC 5915: PKCS#8 of a P-256 key without its public key, up to the scalar.
    private static ReadOnlySpan<byte> Pkcs8Prefix =>
    [
        0x30, 0x41, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1,
        6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4, 0x27, 0x30, 0x25, 2, 1, 1, 4, 0x20,
    ];

    private readonly SecretBytes _scalar;
    private readonly ECDsa _key;

    private P256PrivateKey(SecretBytes scalar, ECDsa key, P256PublicKey publicKey)
    {
        _scalar = scalar;
        _key = key;
        PublicKey = publicKey;
    }

    internal P256PublicKey PublicKey { get; }

    /// <summary>False when the 32 big-endian bytes are zero or not below the group order.</summary>
    internal static bool TryCreate(ReadOnlySpan<byte> scalar, [NotNullWhen(true)] out P256PrivateKey? key)
    {
        key = null;
        if (scalar.Length != KeyBytes || !P256Scalar.IsValid(scalar)) return false;
        byte[] copy = GC.AllocateUninitializedArray<byte>(KeyBytes, pinned: true);
        scalar.CopyTo(copy);
        try
        {
            ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy });
            ECPoint point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            byte[] encoded = [4, .. point.X!, .. point.Y!];
            Invariant.Holds(P256PublicKey.TryParse(encoded, out P256PublicKey? publicKey));
            key = new P256PrivateKey(SecretBytes.CopyOf(scalar), ecdsa, publicKey);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    internal static P256PrivateKey Generate()
    {
        while (true)
        {
            using SecretBytes candidate = SecretBytes.Random(KeyBytes);
            using SecretLease lease = candidate.Open();
            if (TryCreate(lease.Span, out P256PrivateKey? key)) return key;
        }
    }

    /// <summary>
    /// Opens a PKCS#8 PEM file that only its owner can read; false if it is not one of ours.
    /// </summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out P256PrivateKey? key)
    {
        key = null;
        if (!KeyFile.TryRead(path, Pkcs8Prefix, KeyBytes, out SecretBytes? scalar)) return false;
        using (scalar)
        using (SecretLease lease = scalar.Open())
            return TryCreate(lease.Span, out key);
    }

    /// <summary>
    /// Writes the key to a new PKCS#8 PEM file of mode 0600; an existing file is an IOException.
    /// </summary>
    internal void Save(string path)
    {
        using SecretLease lease = _scalar.Open();
        KeyFile.Create(path, Pkcs8Prefix, lease.Span);
    }

    /// <summary>r ‖ s over a 32-byte digest, verified before it leaves.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, P256PublicKey.DigestBytes);
        byte[] signature = new byte[P256PublicKey.SignatureBytes];
        Invariant.Holds(_key.TrySignHash(
            digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out int written));
        Invariant.Holds(written == signature.Length && PublicKey.Verify(digest, signature));
        return signature;
    }

    /// <summary>Signs certificates with this key; not after <see cref="Dispose"/>.</summary>
    internal X509SignatureGenerator ToSignatureGenerator() => X509SignatureGenerator.CreateForECDsa(_key);

    internal SecretLease Open() => _scalar.Open();

    public void Dispose()
    {
        _scalar.Dispose();
        _key.Dispose();
        PublicKey.Dispose();
    }
}
