using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Signer.Keys;

/// <summary>
/// The key of an account on secp256k1: it signs 32-byte hashes and is asked for nothing else. A closed choice
/// by where the private half is. Safe for use by several threads.
/// </summary>
internal abstract class AccountKey : IDisposable
{
    private AccountKey(Secp256k1PublicKey publicKey)
    {
        PublicKey = publicKey;
        Address = AddressOf(publicKey);
    }

    internal Secp256k1PublicKey PublicKey { get; }

    internal EthereumAddress Address { get; }

    /// <summary>
    /// Writes r ‖ s (64 bytes, s low), verified under <see cref="PublicKey"/>; returns the recovery id.
    /// </summary>
    internal abstract int Sign(ReadOnlySpan<byte> hash, Span<byte> compact);

    public abstract void Dispose();

    private static EthereumAddress AddressOf(Secp256k1PublicKey key)
    {
        Span<byte> point = stackalloc byte[Secp256k1PublicKey.UncompressedBytes];
        key.WriteUncompressed(point);
        return EthereumAddress.FromPublicKey(point);
    }

    /// <summary>In the Signer's locked memory. The same hash gives the same signature (RFC 6979).</summary>
    internal sealed class InMemory(Secp256k1PrivateKey key) : AccountKey(key.PublicKey)
    {
        internal override int Sign(ReadOnlySpan<byte> hash, Span<byte> compact) =>
            key.SignEcdsa(hash, compact);

        public override void Dispose() => key.Dispose();
    }

    /// <summary>
    /// Born in one token of the group, which draws its own nonces: the same hash may get another signature.
    /// </summary>
    internal sealed class InToken(HsmGroup group, string serial, TokenKeyPair pair)
        : AccountKey(PublicKeyOf(pair))
    {
        internal override int Sign(ReadOnlySpan<byte> hash, Span<byte> compact)
        {
            byte[] signed = hash.ToArray();
            (byte[] signature, int recoveryId) = group.RunOn(
                serial, (_, _) => (pair.Sign(signed, out int id), id));
            signature.CopyTo(compact);
            return recoveryId;
        }

        public override void Dispose()
        {
            // The key lives on in its token.
        }

        private static Secp256k1PublicKey PublicKeyOf(TokenKeyPair pair)
        {
            bool isKey = Secp256k1PublicKey.TryParse(pair.PublicKey, out Secp256k1PublicKey? key);
            Invariant.Holds(isKey && key is not null);
            return key;
        }
    }

    /// <summary>Derived in whichever token of the keystore signs; nonces as those of other tokens.</summary>
    internal sealed class Derived(Keystore.HsmDerived keystore, uint[] path, TokenPublicKey key)
        : AccountKey(key.ToSecp256k1())
    {
        internal override int Sign(ReadOnlySpan<byte> hash, Span<byte> compact)
        {
            (byte[] signature, int recoveryId) = keystore.Sign(path, key, hash.ToArray());
            signature.CopyTo(compact);
            return recoveryId;
        }

        public override void Dispose()
        {
            // The token keeps a bounded number of derived keys, and destroys them itself.
        }
    }
}
