using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// The public name of a root (docs/formats/ceremony.md): 32 bytes that name a seed and all below it without
/// giving anything away. Whoever holds the seed, or only the BIP-32 master public key, computes the same.
/// </summary>
internal static class MasterKeyName
{
    private static ReadOnlySpan<byte> Tag => "strongroom/root-name/v1"u8;

    internal static byte[] Of(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
        return Of(master);
    }

    internal static byte[] Of(ExtendedPrivateKey master) => Of(master.ToPublic().Key);

    internal static byte[] Of(Secp256k1PublicKey master) => TaggedDigest.Compute(Tag, master.ToCompressed());
}
