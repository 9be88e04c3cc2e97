using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography;

/// <summary>
/// What every program runs before anything else: loads each C library (their versions are checked on the way)
/// and lets each give one known answer, so that a broken machine stops at its start and not at a signature.
/// </summary>
public static class SelfTest
{
    /// <summary>
    /// Takes some tens of milliseconds; throws where a library is missing, too old or wrong.
    /// </summary>
    public static void Run()
    {
        Hashes();
        Secp256k1();
        Ed25519Signature();
        Invariant.Holds(MnemonicSeed.IsNormalisationAlive());
        using P256PrivateKey key = P256PrivateKey.Generate();
        Span<byte> digest = stackalloc byte[P256PublicKey.DigestBytes];
        Invariant.Holds(key.Sign(digest).Length == P256PublicKey.SignatureBytes);
    }

    private static void Hashes()
    {
        // FIPS 180-4 "abc"; Ethereum yellow paper, KEC(()); the RIPEMD-160 page of its authors, "".
        ExpectHex(Sha256.Hash("abc"u8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        ExpectHex(Keccak256.Hash([]), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        Span<byte> ripemd = stackalloc byte[Ripemd160.DigestBytes];
        Ripemd160.Hash([], ripemd);
        ExpectHex(ripemd, "9c1185a5c5e9fc54612808977ee8f548b2258d31");
    }

    private static void Secp256k1()
    {
        // BIP-340 vector 0: private key 3, everything else zero.
        Span<byte> three = stackalloc byte[Secp256k1PrivateKey.KeyBytes];
        three[^1] = 3;
        Invariant.Holds(Secp256k1PrivateKey.TryCreate(three, out Secp256k1PrivateKey? key));
        using (key)
        {
            Span<byte> zeros = stackalloc byte[32];
            Span<byte> signature = stackalloc byte[Secp256k1Signature.CompactBytes];
            key.SignSchnorr(zeros, zeros, signature);
            ExpectHex(signature[..32], "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215");
            int recoveryId = key.SignEcdsa(zeros, signature);
            Invariant.Holds(Secp256k1PublicKey.TryRecover(
                zeros, signature, recoveryId, out Secp256k1PublicKey? recovered));
            Invariant.Holds(recovered.Equals(key.PublicKey));
        }
    }

    private static void Ed25519Signature()
    {
        // RFC 8032 section 7.1, test 1.
        using Ed25519PrivateKey key = Ed25519PrivateKey.FromSeed(
            Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        byte[] signature = key.Sign([]);
        ExpectHex(signature.AsSpan(0, 32), "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155");
    }

    private static void ExpectHex(ReadOnlySpan<byte> actual, string expected) =>
        Invariant.Holds(Convert.ToHexStringLower(actual) == expected);
}
