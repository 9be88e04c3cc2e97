using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// A root rebuilt from shares. The seed is gone once the node above all accounts (m/44'/60') is derived; that
/// node stays in locked memory, and an account's key only while it signs. Thread-safe.
/// </summary>
internal sealed class RebuiltRoot : IDisposable
{
    private const int PathDepth = 5;
    private const uint Purpose = DerivationPath.HardenedOffset + 44;
    private const uint EtherCoin = DerivationPath.HardenedOffset + 60;

    private readonly ExtendedPrivateKey coin;

    internal RebuiltRoot(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
        Name = RootName.Of(seed);
        coin = master.Derive(DerivationPath.FromNumbers([Purpose, EtherCoin]));
    }

    internal Digest Name { get; }

    /// <summary>Whether the account's path leads to the account's address.</summary>
    internal bool Holds(DescriptorAccount account)
    {
        if (!TryDerive(account.Path, out Secp256k1PrivateKey? derived)) return false;
        using Secp256k1PrivateKey key = derived;
        return AddressOf(key) == account.Address;
    }

    /// <summary>Signed by the account's key; the signature is checked, and the bytes read back.</summary>
    internal SignedTransaction Sign(DescriptorAccount account, EthereumTransaction transaction)
    {
        Span<byte> digest = stackalloc byte[Hash32.SizeBytes];
        Span<byte> compact = stackalloc byte[TransactionSignature.CompactSizeBytes];
        transaction.SigningHash().Write(digest);
        bool isDerived = TryDerive(account.Path, out Secp256k1PrivateKey? derived);
        Invariant.Holds(isDerived && derived is not null);
        using Secp256k1PrivateKey key = derived;
        Invariant.Holds(AddressOf(key) == account.Address);
        int recoveryId = key.SignEcdsa(digest, compact);
        TransactionSignature signature = TransactionSignature.FromCompact(compact, recoveryId);
        return SignedTransaction.Join(transaction, signature, account.Address);
    }

    public void Dispose() => coin.Dispose();

    private bool TryDerive(string text, [NotNullWhen(true)] out Secp256k1PrivateKey? key)
    {
        bool isBelow = DerivationPath.TryParse(text, out DerivationPath? path) && path.Depth == PathDepth
            && path.Numbers[0] == Purpose && path.Numbers[1] == EtherCoin;
        key = isBelow ? coin.Derive(DerivationPath.FromNumbers(path!.Numbers[2..])).Key : null;
        return key is not null;
    }

    private static EthereumAddress AddressOf(Secp256k1PrivateKey key)
    {
        Span<byte> point = stackalloc byte[Secp256k1PublicKey.UncompressedBytes];
        key.PublicKey.WriteUncompressed(point);
        return EthereumAddress.FromPublicKey(point);
    }
}
