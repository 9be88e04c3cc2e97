using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>A private key of a vector or a generator, with its address.</summary>
internal sealed class TestAccount : IDisposable
{
    private readonly Secp256k1PrivateKey _key;

    internal TestAccount(ReadOnlySpan<byte> privateKey)
    {
        Secp256k1PrivateKey.TryCreate(privateKey, out Secp256k1PrivateKey? key).ShouldBeTrue();
        _key = key;
        Address = EthereumAddress.FromPublicKey(key.PublicKey.ToUncompressed());
    }

    internal EthereumAddress Address { get; }

    internal TransactionSignature Sign(Hash32 digest)
    {
        byte[] compact = new byte[TransactionSignature.CompactSizeBytes];
        int recoveryId = _key.SignEcdsa(digest.ToBytes(), compact);
        return TransactionSignature.FromCompact(compact, recoveryId);
    }

    internal SignedTransaction Sign(EthereumTransaction transaction)
    {
        TransactionSignature signature = Sign(transaction.SigningHash());
        SignedTransaction.TryAssemble(transaction, signature, out SignedTransaction? complete, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return complete;
    }

    public void Dispose() => _key.Dispose();
}
