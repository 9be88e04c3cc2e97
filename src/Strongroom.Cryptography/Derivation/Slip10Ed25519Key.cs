using System.Buffers.Binary;
using System.Security.Cryptography;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// A SLIP-10 node on Ed25519: hardened children only, every 32-byte left half is a valid seed.
/// </summary>
internal sealed class Slip10Ed25519Key : IDisposable
{
    internal const int SeedBytesMin = 16;
    internal const int SeedBytesMax = 64;

    private const int KeyBytes = Ed25519PrivateKey.SeedBytes;

    private readonly SecretBytes _keyAndChainCode;

    private Slip10Ed25519Key(ReadOnlySpan<byte> keyAndChainCode) =>
        _keyAndChainCode = SecretBytes.CopyOf(keyAndChainCode);

    internal static Slip10Ed25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, SeedBytesMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, SeedBytesMax);
        return Make("ed25519 seed"u8, seed);
    }

    /// <summary>The hardened child; <paramref name="number"/> is 2³¹ or more.</summary>
    internal Slip10Ed25519Key Derive(uint number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, DerivationPath.HardenedOffset);
        Span<byte> input = stackalloc byte[1 + KeyBytes + sizeof(uint)];
        try
        {
            using SecretLease lease = _keyAndChainCode.Open();
            input[0] = 0;
            lease.Span[..KeyBytes].CopyTo(input[1..]);
            BinaryPrimitives.WriteUInt32BigEndian(input[^sizeof(uint)..], number);
            return Make(lease.Span[KeyBytes..], input);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
        }
    }

    /// <summary>The node at the end of <paramref name="path"/>, every number of it hardened.</summary>
    internal Slip10Ed25519Key Derive(DerivationPath path)
    {
        ArgumentOutOfRangeException.ThrowIfZero(path.Depth);
        Slip10Ed25519Key current = this;
        foreach (uint number in path.Numbers)
        {
            Slip10Ed25519Key child = current.Derive(number);
            if (current != this) current.Dispose();
            current = child;
        }

        return current;
    }

    /// <summary>The signing key of this node, to be disposed by the caller.</summary>
    internal Ed25519PrivateKey ToPrivateKey()
    {
        using SecretLease lease = _keyAndChainCode.Open();
        return Ed25519PrivateKey.FromSeed(lease.Span[..KeyBytes]);
    }

    /// <summary>The private key and then the chain code, 32 bytes each.</summary>
    internal SecretLease Open() => _keyAndChainCode.Open();

    public void Dispose() => _keyAndChainCode.Dispose();

    private static Slip10Ed25519Key Make(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        try
        {
            HmacSha512.Compute(key, message, [], output);
            return new Slip10Ed25519Key(output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
        }
    }
}
