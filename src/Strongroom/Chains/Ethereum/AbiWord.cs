using System.Numerics;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// The 32-byte word of an elementary static value, shared by the contract ABI and EIP-712: integers
/// big-endian and sign-extended, addresses and flags as integers, fixed bytes at the left.
/// </summary>
internal static class AbiWord
{
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    /// <summary>False when the value is not one of the type.</summary>
    internal static bool TryEncode(AbiType type, AbiValue value, Span<byte> word)
    {
        word.Clear();
        switch (type.Kind, value)
        {
            case (AbiKind.UnsignedInteger or AbiKind.SignedInteger, AbiValue.Number number):
                return TryEncodeNumber(type, number.Value, word);
            case (AbiKind.Flag, AbiValue.Flag flag):
                word[^1] = flag.Value ? (byte)1 : (byte)0;
                return true;
            case (AbiKind.Address, AbiValue.Account account):
                account.Value.Write(word[(AbiType.WordBytes - EthereumAddress.SizeBytes)..]);
                return true;
            case (AbiKind.FixedBytes, AbiValue.Octets octets) when octets.Value.Length == type.Size:
                octets.Value.Span.CopyTo(word);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The value in a word; null when the word is not one that <see cref="TryEncode"/> writes.
    /// </summary>
    internal static AbiValue? Decode(AbiType type, ReadOnlySpan<byte> word)
    {
        AbiValue? value = type.Kind switch
        {
            AbiKind.UnsignedInteger => new AbiValue.Number(UInt256.FromBigEndian(word).ToBigInteger()),
            AbiKind.SignedInteger =>
                new AbiValue.Number(new BigInteger(word, isUnsigned: false, isBigEndian: true)),
            AbiKind.Flag => new AbiValue.Flag(word[^1] != 0),
            AbiKind.Address => new AbiValue.Account(EthereumAddress.FromBytes(word[12..])),
            AbiKind.FixedBytes => new AbiValue.Octets(word[..type.Size].ToArray()),
            _ => null,
        };
        if (value is null) return null;
        Span<byte> again = stackalloc byte[AbiType.WordBytes];
        return TryEncode(type, value, again) && again.SequenceEqual(word) ? value : null;
    }

    private static bool TryEncodeNumber(AbiType type, BigInteger number, Span<byte> word)
    {
        bool isSigned = type.Kind == AbiKind.SignedInteger;
        BigInteger limit = BigInteger.One << (isSigned ? type.Size - 1 : type.Size);
        if (number >= limit || number < (isSigned ? -limit : BigInteger.Zero)) return false;
        UInt256.FromBigInteger(number.Sign < 0 ? number + Modulus : number).WriteBigEndian(word);
        return true;
    }
}
