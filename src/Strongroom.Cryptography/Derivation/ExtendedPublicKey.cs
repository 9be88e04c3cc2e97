using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// An extended public key on secp256k1 (BIP-32): derives non-hardened children without any secret.
/// </summary>
public sealed class ExtendedPublicKey
{
    public const int ChainCodeBytes = 32;

    private readonly byte[] _chainCode;

    internal ExtendedPublicKey(
        Secp256k1PublicKey key, ReadOnlySpan<byte> chainCode, byte depth, uint parentFingerprint,
        uint childNumber)
    {
        Invariant.Holds(chainCode.Length == ChainCodeBytes);
        Key = key;
        _chainCode = chainCode.ToArray();
        Depth = depth;
        ParentFingerprint = parentFingerprint;
        ChildNumber = childNumber;
    }

    public Secp256k1PublicKey Key { get; }

    public ReadOnlySpan<byte> ChainCode => _chainCode;

    public byte Depth { get; }

    public uint ParentFingerprint { get; }

    public uint ChildNumber { get; }

    /// <summary>The first four bytes of HASH160 of the compressed key, as a big-endian number.</summary>
    public uint Fingerprint => FingerprintOf(Key.ToCompressed());

    /// <summary>
    /// Strict: version, consistent root fields, a compressed point of the curve (BIP-32 vector 5).
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, ExtendedKeyVersion version, [NotNullWhen(true)] out ExtendedPublicKey? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[ExtendedKeyText.Bytes];
        if (!ExtendedKeyText.TryRead(text, version.Public, bytes, out ExtendedKeyText fields)) return false;
        if (!Secp256k1PublicKey.TryParse(fields.Key, out Secp256k1PublicKey? point)) return false;
        key = new ExtendedPublicKey(
            point, fields.ChainCode, fields.Depth, fields.ParentFingerprint, fields.ChildNumber);
        return true;
    }

    /// <summary>
    /// The child at a non-hardened <paramref name="index"/>. False for a hardened one, below depth 255, and
    /// in the one case in 2¹²⁷ where BIP-32 says to proceed with the next index.
    /// </summary>
    public bool TryDerive(uint index, [NotNullWhen(true)] out ExtendedPublicKey? child)
    {
        child = null;
        if (index > DerivationPath.IndexMax || Depth == DerivationPath.DepthMax) return false;
        Span<byte> parent = stackalloc byte[Secp256k1PublicKey.CompressedBytes];
        Key.WriteCompressed(parent);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, index);
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        HmacSha512.Compute(_chainCode, parent, number, output);
        if (!Key.TryAddTweak(output[..32], out Secp256k1PublicKey? point)) return false;
        child = new ExtendedPublicKey(point, output[32..], (byte)(Depth + 1), FingerprintOf(parent), index);
        return true;
    }

    /// <summary>The serialised form, "xpub…" for <see cref="ExtendedKeyVersion.Mainnet"/>.</summary>
    public string ToText(ExtendedKeyVersion version)
    {
        ExtendedKeyText fields = new()
        {
            Version = version.Public,
            Depth = Depth,
            ParentFingerprint = ParentFingerprint,
            ChildNumber = ChildNumber,
            ChainCode = _chainCode,
            Key = Key.ToCompressed(),
        };
        Span<char> text = stackalloc char[ExtendedKeyText.CharactersMax];
        return new string(text[..fields.Write(text)]);
    }

    internal static uint FingerprintOf(ReadOnlySpan<byte> compressed)
    {
        Span<byte> digest = stackalloc byte[Ripemd160.DigestBytes];
        Ripemd160.HashOfSha256(compressed, digest);
        return BinaryPrimitives.ReadUInt32BigEndian(digest);
    }
}
