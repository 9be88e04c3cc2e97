using System.Buffers.Binary;
using System.Security.Cryptography;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// A SLIP-10 node on P-256 ("nist256p1"), private derivation, hardened and not. Where the left half is no
/// valid scalar SLIP-10 hashes again, for roots and children each in its own way; its vectors reach both.
/// </summary>
internal sealed class Slip10P256Key : IDisposable
{
    internal const int SeedBytesMin = 16;
    internal const int SeedBytesMax = 64;

    private const int KeyBytes = P256PrivateKey.KeyBytes;

    private readonly byte[] _chainCode;

    private Slip10P256Key(P256PrivateKey key, ReadOnlySpan<byte> chainCode)
    {
        Key = key;
        _chainCode = chainCode.ToArray();
    }

    internal P256PrivateKey Key { get; }

    internal ReadOnlySpan<byte> ChainCode => _chainCode;

    internal static Slip10P256Key FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, SeedBytesMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, SeedBytesMax);
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        Span<byte> previous = stackalloc byte[HmacSha512.TagBytes];
        try
        {
            HmacSha512.Compute("Nist256p1 seed"u8, seed, [], output);
            while (true)
            {
                if (P256PrivateKey.TryCreate(output[..KeyBytes], out P256PrivateKey? key))
                    return new Slip10P256Key(key, output[KeyBytes..]);
                output.CopyTo(previous);
                HmacSha512.Compute("Nist256p1 seed"u8, previous, [], output);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
            CryptographicOperations.ZeroMemory(previous);
        }
    }

    /// <summary>The child at <paramref name="number"/>, hardened from 2³¹ on.</summary>
    internal Slip10P256Key Derive(uint number)
    {
        Span<byte> input = stackalloc byte[1 + KeyBytes + sizeof(uint)];
        Span<byte> output = stackalloc byte[HmacSha512.TagBytes];
        Span<byte> sum = stackalloc byte[KeyBytes];
        try
        {
            WriteParent(number, input);
            while (true)
            {
                HmacSha512.Compute(_chainCode, input, [], output);
                if (TryAdd(output[..KeyBytes], sum)
                    && P256PrivateKey.TryCreate(sum, out P256PrivateKey? child))
                    return new Slip10P256Key(child, output[KeyBytes..]);
                input[0] = 1;
                output[KeyBytes..].CopyTo(input[1..]);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(output);
            CryptographicOperations.ZeroMemory(sum);
        }
    }

    internal Slip10P256Key Derive(DerivationPath path)
    {
        ArgumentOutOfRangeException.ThrowIfZero(path.Depth);
        Slip10P256Key current = this;
        foreach (uint number in path.Numbers)
        {
            Slip10P256Key child = current.Derive(number);
            if (current != this) current.Dispose();
            current = child;
        }

        return current;
    }

    public void Dispose() => Key.Dispose();

    private void WriteParent(uint number, Span<byte> input)
    {
        if (number < DerivationPath.HardenedOffset)
        {
            Key.PublicKey.ToCompressed().CopyTo(input);
        }
        else
        {
            using SecretLease key = Key.Open();
            input[0] = 0;
            key.Span.CopyTo(input[1..]);
        }

        BinaryPrimitives.WriteUInt32BigEndian(input[^sizeof(uint)..], number);
    }

    private bool TryAdd(ReadOnlySpan<byte> tweak, Span<byte> sum)
    {
        if (!P256Scalar.IsBelowOrder(tweak)) return false;
        using SecretLease key = Key.Open();
        P256Scalar.Add(key.Span, tweak, sum);
        return true;
    }
}
