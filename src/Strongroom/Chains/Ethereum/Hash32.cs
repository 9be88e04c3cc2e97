using Strongroom.Assets;
using Strongroom.Cryptography.Hashing;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// 32 bytes that name something on an Ethereum chain: a transaction, a block, an event topic.
/// </summary>
public readonly record struct Hash32
{
    public const int SizeBytes = 32;

    private readonly UInt256 _word;

    private Hash32(UInt256 word) => _word = word;

    /// <summary>Reads exactly 32 bytes.</summary>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes, nameof(bytes));
        return new Hash32(UInt256.FromBigEndian(bytes));
    }

    /// <summary>The Keccak-256 digest of <paramref name="message"/>.</summary>
    public static Hash32 Keccak(ReadOnlySpan<byte> message)
    {
        Span<byte> digest = stackalloc byte[SizeBytes];
        Keccak256.Hash(message, digest);
        return FromBytes(digest);
    }

    /// <summary>0x and 64 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isRead = HexText.TryRead(text, bytes);
        hash = isRead ? FromBytes(bytes) : default;
        return isRead;
    }

    public void Write(Span<byte> destination) => _word.WriteBigEndian(destination);

    public byte[] ToBytes() => _word.ToBigEndian();

    public override string ToString() => HexText.Format(_word.ToBigEndian());
}
