using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// An extended private key on secp256k1 (BIP-32; SLIP-10 defines the same for this curve). One derivation is
/// one HMAC-SHA-512, one tweak and one public key; fingerprints are hashed only when somebody asks.
/// </summary>
/// <remarks>
/// The cases with probability below 2⁻¹²⁷, where BIP-32 says to proceed with the next index, end the
/// operation as a broken invariant: a machine that meets one is broken.
/// </remarks>
internal sealed class ExtendedPrivateKey : IDisposable
{
    internal const int SeedBytesMin = 16;
    internal const int SeedBytesMax = 64;
    internal const int TextCharactersMax = ExtendedKeyText.CharactersMax;

    private readonly byte[] _chainCode;
    private readonly byte[]? _parent; // compressed public key; null for a root and for a parsed key
    private readonly uint _parsedParentFingerprint;

    private ExtendedPrivateKey(
        Secp256k1PrivateKey key, ReadOnlySpan<byte> chainCode, byte depth, uint childNumber, byte[]? parent,
        uint parsedParentFingerprint = 0)
    {
        Key = key;
        _chainCode = chainCode.ToArray();
        Depth = depth;
        ChildNumber = childNumber;
        _parent = parent;
        _parsedParentFingerprint = parsedParentFingerprint;
    }

    internal Secp256k1PrivateKey Key { get; }

    internal ReadOnlySpan<byte> ChainCode => _chainCode;

    internal byte Depth { get; }

    internal uint ChildNumber { get; }

    internal uint ParentFingerprint =>
        _parent is null ? _parsedParentFingerprint : ExtendedPublicKey.FingerprintOf(_parent);

    /// <summary>The root of a seed of 16 to 64 bytes.</summary>
    internal static ExtendedPrivateKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, SeedBytesMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, SeedBytesMax);
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        try
        {
            HmacSha512.Compute("Bitcoin seed"u8, seed, [], output);
            Invariant.Holds(Secp256k1PrivateKey.TryCreate(output[..32], out Secp256k1PrivateKey? key));
            return new ExtendedPrivateKey(key, output[32..], depth: 0, childNumber: 0, parent: null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
        }
    }

    /// <summary>
    /// Strict: version, consistent root fields, a key between 1 and n − 1 (BIP-32 vector 5).
    /// </summary>
    internal static bool TryParse(
        ReadOnlySpan<char> text, ExtendedKeyVersion version, [NotNullWhen(true)] out ExtendedPrivateKey? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[ExtendedKeyText.Bytes];
        try
        {
            bool isText = ExtendedKeyText.TryRead(text, version.Private, bytes, out ExtendedKeyText fields);
            if (!isText || fields.Key[0] != 0) return false;
            if (!Secp256k1PrivateKey.TryCreate(fields.Key[1..], out Secp256k1PrivateKey? inner)) return false;
            key = new ExtendedPrivateKey(
                inner, fields.ChainCode, fields.Depth, fields.ChildNumber, parent: null,
                fields.ParentFingerprint);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The child at <paramref name="number"/>, hardened from 2³¹ on.</summary>
    internal ExtendedPrivateKey Derive(uint number)
    {
        Invariant.Holds(Depth < DerivationPath.DepthMax);
        byte[] parent = Key.PublicKey.ToCompressed();
        Span<byte> input = stackalloc byte[1 + Secp256k1PrivateKey.KeyBytes + sizeof(uint)];
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        try
        {
            parent.CopyTo(input);
            if (number >= DerivationPath.HardenedOffset) WritePrivate(input);
            BinaryPrimitives.WriteUInt32BigEndian(input[^sizeof(uint)..], number);
            HmacSha512.Compute(_chainCode, input, [], output);
            Invariant.Holds(Key.TryAddTweak(output[..32], out Secp256k1PrivateKey? child));
            return new ExtendedPrivateKey(child, output[32..], (byte)(Depth + 1), number, parent);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(output);
        }
    }

    /// <summary>The key at the end of <paramref name="path"/>; those on the way are zeroed.</summary>
    internal ExtendedPrivateKey Derive(DerivationPath path)
    {
        ArgumentOutOfRangeException.ThrowIfZero(path.Depth);
        ExtendedPrivateKey current = this;
        foreach (uint number in path.Numbers)
        {
            ExtendedPrivateKey child = current.Derive(number);
            if (current != this) current.Dispose();
            current = child;
        }

        return current;
    }

    internal ExtendedPublicKey ToPublic() =>
        new(Key.PublicKey, _chainCode, Depth, ParentFingerprint, ChildNumber);

    /// <summary>
    /// The serialised private form ("xprv…"), for ceremonies and tests. Returns the number of characters
    /// written; the caller zeroes them.
    /// </summary>
    internal int WriteText(ExtendedKeyVersion version, Span<char> text)
    {
        Span<byte> key = stackalloc byte[1 + Secp256k1PrivateKey.KeyBytes];
        try
        {
            WritePrivate(key);
            ExtendedKeyText fields = new()
            {
                Version = version.Private,
                Depth = Depth,
                ParentFingerprint = ParentFingerprint,
                ChildNumber = ChildNumber,
                ChainCode = _chainCode,
                Key = key,
            };
            return fields.Write(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public void Dispose() => Key.Dispose();

    private void WritePrivate(Span<byte> destination)
    {
        destination[0] = 0;
        using SecretLease key = Key.Open();
        key.Span.CopyTo(destination[1..]);
    }
}
