using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Chains.Ethereum;

/// <summary>Who signed: the account of the public key that a signature recovers to (SEC 1, 4.1.6).</summary>
public static class SenderRecovery
{
    /// <summary>False for values out of range, a high s, or a signature that no key made.</summary>
    public static bool TryRecover(Hash32 digest, TransactionSignature signature, out EthereumAddress sender)
    {
        sender = default;
        if (!signature.TryCheck(out _)) return false;
        Span<byte> message = stackalloc byte[Hash32.SizeBytes];
        Span<byte> compact = stackalloc byte[TransactionSignature.CompactSizeBytes];
        digest.Write(message);
        signature.WriteCompact(compact);
        int recoveryId = signature.IsOddY ? 1 : 0;
        if (!Secp256k1PublicKey.TryRecover(message, compact, recoveryId, out Secp256k1PublicKey? key))
            return false;
        if (!key.VerifyEcdsa(message, compact)) return false;
        Span<byte> point = stackalloc byte[Secp256k1PublicKey.UncompressedBytes];
        key.WriteUncompressed(point);
        sender = EthereumAddress.FromPublicKey(point);
        return true;
    }
}
