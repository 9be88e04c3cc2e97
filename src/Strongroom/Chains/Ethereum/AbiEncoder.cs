using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// Contract ABI specification, "Formal Specification of the Encoding": a tuple is its heads and then its
/// tails; the head of a dynamic value is the offset of its tail from the start of the tuple.
/// </summary>
public static class AbiEncoder
{
    /// <summary>Encodes the arguments of a call (without a selector) or a result.</summary>
    public static bool TryEncode(
        IReadOnlyList<AbiType> types,
        IReadOnlyList<AbiValue> values,
        [NotNullWhen(true)] out byte[]? encoded,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        encoded = types.Count == values.Count ? EncodeSequence(types, values) : null;
        refusal = encoded is null ? ChainRefusals.Abi("A value is not one of its type.") : null;
        return encoded is not null;
    }

    private static byte[]? Encode(AbiType type, AbiValue value)
    {
        switch (type.Kind, value)
        {
            case (AbiKind.Bytes, AbiValue.Octets octets):
                return EncodeBytes(octets.Value.Span);
            case (AbiKind.Text, AbiValue.Text text):
                return EncodeBytes(Encoding.UTF8.GetBytes(text.Value));
            case (AbiKind.Tuple, AbiValue.Sequence tuple) when tuple.Items.Count == type.Parts.Count:
                return EncodeSequence(type.Parts, tuple.Items);
            case (AbiKind.Array, AbiValue.Sequence array):
                return EncodeArray(type, array.Items);
            default:
                byte[] word = new byte[AbiType.WordBytes];
                return AbiWord.TryEncode(type, value, word) ? word : null;
        }
    }

    private static byte[]? EncodeArray(AbiType type, IReadOnlyList<AbiValue> items)
    {
        if (type.Size > 0 && items.Count != type.Size) return null;
        AbiType[] types = new AbiType[items.Count];
        Array.Fill(types, type.Parts[0]);
        byte[]? content = EncodeSequence(types, items);
        if (content is null || type.Size > 0) return content;
        return [.. Length(items.Count), .. content];
    }

    private static byte[]? EncodeSequence(IReadOnlyList<AbiType> types, IReadOnlyList<AbiValue> values)
    {
        int offset = 0;
        foreach (AbiType type in types) offset += (int)type.HeadBytes;
        List<byte> heads = [];
        List<byte> tails = [];
        for (int i = 0; i < types.Count; i++)
        {
            byte[]? content = Encode(types[i], values[i]);
            if (content is null) return null;
            if (types[i].IsDynamic)
            {
                heads.AddRange(Length(offset + tails.Count));
                tails.AddRange(content);
            }
            else
            {
                heads.AddRange(content);
            }
        }

        return [.. heads, .. tails];
    }

    private static byte[] EncodeBytes(ReadOnlySpan<byte> bytes)
    {
        int words = (bytes.Length + AbiType.WordBytes - 1) / AbiType.WordBytes;
        byte[] encoded = new byte[(1 + words) * AbiType.WordBytes];
        Length(bytes.Length).CopyTo(encoded, 0);
        bytes.CopyTo(encoded.AsSpan(AbiType.WordBytes));
        return encoded;
    }

    private static byte[] Length(int length)
    {
        byte[] word = new byte[AbiType.WordBytes];
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(AbiType.WordBytes - sizeof(int)), length);
        return word;
    }
}
