using System.Security.Cryptography;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Benchmarks;

/// <summary>
/// The libraries alone, called with buffers made beforehand: no secret memory, no checks, no objects. Every method
/// returns an action with buffers and keys of its own, for one thread.
/// </summary>
internal static class RawPrimitives
{
    private const int StateBytes = 512;

    private static nint Context => Secp256k1Context.Shared;

    /// <summary>libsecp256k1: one ECDSA signature (RFC 6979), parsed form.</summary>
    internal static Action Sign()
    {
        byte[] key = NewKey(), digest = RandomNumberGenerator.GetBytes(32), recoverable = new byte[65];
        return () => Hold(Secp256k1Imports.secp256k1_ecdsa_sign_recoverable(Context, recoverable, digest, key, 0, 0));
    }

    /// <summary>libsecp256k1: one ECDSA verification of a parsed signature under a parsed key.</summary>
    internal static Action Verify()
    {
        byte[] key = NewKey(), digest = RandomNumberGenerator.GetBytes(32), recoverable = new byte[65];
        byte[] signature = new byte[64], point = new byte[64];
        Hold(Secp256k1Imports.secp256k1_ec_pubkey_create(Context, point, key));
        Hold(Secp256k1Imports.secp256k1_ecdsa_sign_recoverable(Context, recoverable, digest, key, 0, 0));
        Hold(Secp256k1Imports.secp256k1_ecdsa_recoverable_signature_convert(Context, signature, recoverable));
        return () => Hold(Secp256k1Imports.secp256k1_ecdsa_verify(Context, signature, digest, point));
    }

    /// <summary>Signature and its verification one after the other, as the product does.</summary>
    internal static Action SignAndVerify()
    {
        byte[] key = NewKey(), digest = RandomNumberGenerator.GetBytes(32), recoverable = new byte[65];
        byte[] signature = new byte[64], point = new byte[64];
        Hold(Secp256k1Imports.secp256k1_ec_pubkey_create(Context, point, key));
        return () =>
        {
            Hold(Secp256k1Imports.secp256k1_ecdsa_sign_recoverable(Context, recoverable, digest, key, 0, 0));
            Hold(Secp256k1Imports.secp256k1_ecdsa_recoverable_signature_convert(Context, signature, recoverable));
            Hold(Secp256k1Imports.secp256k1_ecdsa_verify(Context, signature, digest, point));
        };
    }

    /// <summary>BIP-32's arithmetic: HMAC-SHA-512 (libsodium), tweak and public key (libsecp256k1).</summary>
    internal static Action Derive()
    {
        byte[] key = NewKey(), chainCode = RandomNumberGenerator.GetBytes(32), input = new byte[37];
        byte[] state = new byte[StateBytes], output = new byte[64], child = new byte[32], point = new byte[64];
        return () =>
        {
            input[36] ^= 1;
            SodiumImports.crypto_auth_hmacsha512_init(state, chainCode, (nuint)chainCode.Length);
            SodiumImports.crypto_auth_hmacsha512_update(state, input, (ulong)input.Length);
            SodiumImports.crypto_auth_hmacsha512_final(state, output);
            key.CopyTo(child, 0);
            Hold(Secp256k1Imports.secp256k1_ec_seckey_tweak_add(Context, child, output.AsSpan(0, 32)));
            Hold(Secp256k1Imports.secp256k1_ec_pubkey_create(Context, point, child));
        };
    }

    /// <summary>OpenSSL through .NET: one ECDSA verification on P-256 under a key that is kept.</summary>
    internal static Action VerifyP256()
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] digest = RandomNumberGenerator.GetBytes(32);
        byte[] signature = key.SignHash(digest);
        return () => Invariant.Holds(key.VerifyHash(digest, signature));
    }

    private static byte[] NewKey()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        key[0] &= 0x7f; // below the group order
        return key;
    }

    private static void Hold(int result) => Invariant.Holds(result == 1);
}
