using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Cryptography.Hashing;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// A 20-byte account or contract address. Text is EIP-55: 0x and 40 hexadecimal digits whose casing is a
/// checksum over the lower-case digits. Deviation, stricter than EIP-55: <see cref="TryParse"/> accepts only
/// the checksummed spelling; all-lower text is accepted only by <see cref="TryParseLowerCase"/>, for node
/// answers.
/// </summary>
public readonly record struct EthereumAddress
{
    public const int SizeBytes = 20;

    private readonly UInt256 _word;

    private EthereumAddress(UInt256 word) => _word = word;

    public static EthereumAddress Zero => default;

    public bool IsZero => _word.IsZero;

    /// <summary>Reads exactly 20 bytes.</summary>
    public static EthereumAddress FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes, nameof(bytes));
        return new EthereumAddress(UInt256.FromBigEndian(bytes));
    }

    /// <summary>
    /// The last 20 bytes of the Keccak-256 of the point (65 bytes 0x04 ‖ x ‖ y; yellow paper, 284).
    /// </summary>
    public static EthereumAddress FromPublicKey(ReadOnlySpan<byte> uncompressedPoint)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(uncompressedPoint.Length, 65, nameof(uncompressedPoint));
        ArgumentOutOfRangeException.ThrowIfNotEqual(uncompressedPoint[0], (byte)4, nameof(uncompressedPoint));
        Span<byte> digest = stackalloc byte[Hash32.SizeBytes];
        Keccak256.Hash(uncompressedPoint[1..], digest);
        return FromBytes(digest[^SizeBytes..]);
    }

    /// <summary>Reads the EIP-55 spelling and no other.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, out EthereumAddress address, [NotNullWhen(false)] out Refusal? refusal)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[SizeBytes];
        if (!HexText.TryRead(text, bytes))
        {
            refusal = ChainRefusals.Address();
            return false;
        }

        EthereumAddress read = FromBytes(bytes);
        bool isChecked = text.SequenceEqual(read.ToString());
        if (isChecked) address = read;
        refusal = isChecked ? null : ChainRefusals.Checksum();
        return isChecked;
    }

    /// <summary>Reads the all-lower spelling without a checksum: only for what a node answered.</summary>
    public static bool TryParseLowerCase(ReadOnlySpan<char> text, out EthereumAddress address)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isRead = HexText.TryRead(text, bytes) && !text.ContainsAnyInRange('A', 'F');
        address = isRead ? FromBytes(bytes) : default;
        return isRead;
    }

    /// <summary>Writes 20 bytes at the start of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        _word.WriteBigEndian(word);
        word[^SizeBytes..].CopyTo(destination);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[SizeBytes];
        Write(bytes);
        return bytes;
    }

    /// <summary>The EIP-55 spelling.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        Write(bytes);
        return Eip55.Format(bytes);
    }
}
