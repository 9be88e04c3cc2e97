using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Strongroom.Cryptography.Hashing;

namespace Strongroom.Intents;

/// <summary>
/// A SHA-256 value: 32 bytes, printed as 64 lower-case hexadecimal characters (docs/formats/README.md). The
/// names
/// of intents, statements, keys and institutions are such values: public, so not compared in constant time.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Digest
{
    public const int SizeBytes = 32;

    private const int TextLength = 2 * SizeBytes;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>SHA-256(tag ‖ 0x00 ‖ bytes): the digest that every tagged format uses.</summary>
    public static Digest Tagged(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SizeBytes];
        TaggedDigest.Compute(tag, bytes, hash);
        return new Digest(hash);
    }

    /// <summary>Plain SHA-256, without a tag: leaves, and so the institution.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SizeBytes];
        Cryptography.Hashing.Sha256.Hash(bytes, hash);
        return new Digest(hash);
    }

    /// <summary>Takes exactly 32 bytes that are a digest already.</summary>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes, nameof(bytes));
        return new Digest(bytes);
    }

    public static bool TryParse(
        ReadOnlySpan<char> text, out Digest digest, [NotNullWhen(false)] out Refusal? refusal)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isRead = text.Length == TextLength
            && !text.ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        digest = isRead ? new Digest(bytes) : default;
        refusal = isRead ? null : JsonRefusals.MalformedValue(null, "64 lower-case hexadecimal characters");
        return isRead;
    }

    /// <summary>Writes 32 bytes at the start of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[SizeBytes];
        Write(bytes);
        return bytes;
    }

    // The bytes are uniform: any eight of them are as good a hash as all.
    public override int GetHashCode() => _first.GetHashCode();

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
