using System.Diagnostics.CodeAnalysis;
using System.Text;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// Reads what <see cref="AbiEncoder"/> writes and nothing else: what was read is encoded again and must give
/// the same bytes, so overlapping tails, unusual offsets, dirty padding and left-over bytes are refused.
/// </summary>
public sealed class AbiDecoder
{
    /// <summary>
    /// The most values in one encoding: offsets may point twice to one place, which must not multiply.
    /// </summary>
    public const int ValueCountMax = 10_000;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private int _count;
    private int _octetsLeft;

    private AbiDecoder(int octetsMax) => _octetsLeft = octetsMax;

    public static bool TryDecode(
        IReadOnlyList<AbiType> types,
        ReadOnlySpan<byte> encoded,
        [NotNullWhen(true)] out IReadOnlyList<AbiValue>? values,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        values = new AbiDecoder(encoded.Length).ReadSequence(types, encoded);
        bool isCanonical = values is not null
            && AbiEncoder.TryEncode(types, values, out byte[]? again, out _)
            && encoded.SequenceEqual(again);
        if (!isCanonical) values = null;
        refusal = values is null ? ChainRefusals.Abi("The bytes are not an encoding of these types.") : null;
        return values is not null;
    }

    private List<AbiValue>? ReadSequence(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> content)
    {
        List<AbiValue> values = [];
        long head = 0;
        foreach (AbiType type in types)
        {
            long at = head;
            head += type.HeadBytes;
            if (head > content.Length) return null;
            if (type.IsDynamic && !TryReadLength(content[(int)at..], content.Length, out at)) return null;
            AbiValue? value = Read(type, content[(int)at..]);
            if (value is null) return null;
            values.Add(value);
        }

        return values;
    }

    private AbiValue? Read(AbiType type, ReadOnlySpan<byte> content)
    {
        if (++_count > ValueCountMax) return null;
        return type.Kind switch
        {
            AbiKind.Bytes => ReadBytes(content) is { } bytes ? new AbiValue.Octets(bytes) : null,
            AbiKind.Text => ReadBytes(content) is { } bytes ? ReadText(bytes) : null,
            AbiKind.Tuple => OfItems(ReadSequence(type.Parts, content)),
            AbiKind.Array => ReadArray(type, content),
            _ => content.Length < AbiType.WordBytes
                ? null
                : AbiWord.Decode(type, content[..AbiType.WordBytes]),
        };
    }

    private AbiValue.Sequence? ReadArray(AbiType type, ReadOnlySpan<byte> content)
    {
        long length = type.Size;
        if (length == 0)
        {
            // Every element has a word at least, so the length is bounded by what is there.
            if (!TryReadLength(content, content.Length / AbiType.WordBytes, out length)) return null;
            content = content[AbiType.WordBytes..];
        }

        AbiType[] types = new AbiType[length];
        Array.Fill(types, type.Parts[0]);
        return OfItems(ReadSequence(types, content));
    }

    private static AbiValue.Sequence? OfItems(List<AbiValue>? items) =>
        items is null ? null : new AbiValue.Sequence(items);

    private byte[]? ReadBytes(ReadOnlySpan<byte> content)
    {
        if (!TryReadLength(content, content.Length - AbiType.WordBytes, out long length)) return null;
        // Tails that share bytes cannot be canonical: together they are never longer than the encoding.
        if (length > _octetsLeft) return null;
        _octetsLeft -= (int)length;
        return content.Slice(AbiType.WordBytes, (int)length).ToArray();
    }

    private static AbiValue.Text? ReadText(byte[] bytes)
    {
        try
        {
            return new AbiValue.Text(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool TryReadLength(ReadOnlySpan<byte> content, long max, out long length)
    {
        length = 0;
        if (content.Length < AbiType.WordBytes || max < 0) return false;
        UInt256 word = UInt256.FromBigEndian(content[..AbiType.WordBytes]);
        if (word > (ulong)max) return false;
        length = (long)(ulong)word;
        return true;
    }
}
