using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Secp256k1;

/// <summary>
/// A secp256k1 private key in locked memory with its public key. Signs deterministically (RFC 6979 ECDSA with
/// low s; BIP-340 Schnorr), and verifies every signature before it leaves. Safe for use by several threads.
/// </summary>
internal sealed class Secp256k1PrivateKey : IDisposable
{
    internal const int KeyBytes = 32;
    internal const int AuxiliaryBytes = 32;
    internal const int SharedBytes = 32;

    private const int KeyPairBytes = 96;

    private readonly SecretBytes _key;

    private Secp256k1PrivateKey(SecretBytes key, byte[] point)
    {
        _key = key;
        PublicKey = new Secp256k1PublicKey(point);
    }

    internal Secp256k1PublicKey PublicKey { get; }

    private static nint Context => Secp256k1Context.Shared;

    /// <summary>False when the 32 bytes are zero or not below the group order.</summary>
    internal static bool TryCreate(
        ReadOnlySpan<byte> key, [NotNullWhen(true)] out Secp256k1PrivateKey? privateKey)
    {
        privateKey = null;
        if (key.Length != KeyBytes) return false;
        byte[] point = new byte[Secp256k1PublicKey.OpaqueBytes];
        if (Secp256k1Imports.secp256k1_ec_pubkey_create(Context, point, key) != 1) return false;
        privateKey = new Secp256k1PrivateKey(SecretBytes.CopyOf(key), point);
        return true;
    }

    internal static Secp256k1PrivateKey Generate()
    {
        while (true)
        {
            using SecretBytes candidate = SecretBytes.Random(KeyBytes);
            using SecretLease lease = candidate.Open();
            if (TryCreate(lease.Span, out Secp256k1PrivateKey? key)) return key;
        }
    }

    internal SecretLease Open() => _key.Open();

    /// <summary>This key + tweak; false when the tweak is not below the order, or the sum is zero.</summary>
    internal bool TryAddTweak(ReadOnlySpan<byte> tweak, [NotNullWhen(true)] out Secp256k1PrivateKey? sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        sum = null;
        SecretBytes child = SecretBytes.New(KeyBytes, out Span<byte> content);
        using (SecretLease key = _key.Open()) key.Span.CopyTo(content);
        byte[] point = new byte[Secp256k1PublicKey.OpaqueBytes];
        if (Secp256k1Imports.secp256k1_ec_seckey_tweak_add(Context, content, tweak) == 1
            && Secp256k1Imports.secp256k1_ec_pubkey_create(Context, point, content) == 1)
        {
            sum = new Secp256k1PrivateKey(child, point);
            return true;
        }

        child.Dispose();
        return false;
    }

    /// <summary>
    /// Writes the 64-byte compact signature (r ‖ s, s low); returns the recovery id, 0 to 3.
    /// </summary>
    internal int SignEcdsa(ReadOnlySpan<byte> digest, Span<byte> compact)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, Secp256k1PublicKey.DigestBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(compact.Length, Secp256k1Signature.CompactBytes);
        Span<byte> recoverable = stackalloc byte[65];
        Span<byte> signature = stackalloc byte[Secp256k1Signature.OpaqueBytes];
        using (SecretLease key = _key.Open())
        {
            Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_sign_recoverable(
                Context, recoverable, digest, key.Span, 0, 0) == 1);
        }

        Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_recoverable_signature_convert(
            Context, signature, recoverable) == 1);
        Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_verify(
            Context, signature, digest, PublicKey.Opaque) == 1);
        Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_recoverable_signature_serialize_compact(
            Context, compact, out int recoveryId, recoverable) == 1);
        return recoveryId;
    }

    /// <summary>
    /// BIP-340 with 32 bytes of auxiliary randomness (fresh in production, fixed in vectors).
    /// </summary>
    internal unsafe void SignSchnorr(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> auxiliary, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(auxiliary.Length, AuxiliaryBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, Secp256k1Signature.CompactBytes);
        Span<byte> keyPair = stackalloc byte[KeyPairBytes];
        try
        {
            using (SecretLease key = _key.Open())
                Invariant.Holds(Secp256k1Imports.secp256k1_keypair_create(Context, keyPair, key.Span) == 1);
            fixed (byte* random = auxiliary)
            {
                Secp256k1Imports.SchnorrExtraParameters parameters = new()
                {
                    Magic = 0x8cb36fda, // SECP256K1_SCHNORRSIG_EXTRAPARAMS_MAGIC, little-endian da 6f b3 8c
                    AuxiliaryRandom32 = (nint)random,
                };
                Invariant.Holds(Secp256k1Imports.secp256k1_schnorrsig_sign_custom(
                    Context, signature, message, (nuint)message.Length, keyPair, parameters) == 1);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyPair);
        }

        Invariant.Holds(PublicKey.VerifySchnorr(message, signature));
    }

    /// <summary>
    /// The x coordinate of key · <paramref name="other"/> (SEC 1 section 3.3.1): hash it before use.
    /// </summary>
    internal unsafe SecretBytes Agree(Secp256k1PublicKey other)
    {
        SecretBytes shared = SecretBytes.New(SharedBytes, out Span<byte> content);
        using SecretLease key = _key.Open();
        Invariant.Holds(Secp256k1Imports.secp256k1_ecdh(
            Context, content, other.Opaque, key.Span, &CopyX, null) == 1);
        return shared;
    }

    public void Dispose() => _key.Dispose();

    // The library's default hashes the compressed point; the standard's shared secret is the coordinate.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int CopyX(byte* output, byte* x, byte* y, void* unused)
    {
        new ReadOnlySpan<byte>(x, SharedBytes).CopyTo(new Span<byte>(output, SharedBytes));
        return 1;
    }
}
