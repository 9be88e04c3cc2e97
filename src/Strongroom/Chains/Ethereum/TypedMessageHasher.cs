using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// EIP-712 "Definition of encodeData" and "hashStruct" over JSON values. Integers are JSON integers, decimal
/// strings or 0x quantities; every member of a struct must be there and no other. A null result means that a
/// value is not one of its type.
/// </summary>
internal sealed class TypedMessageHasher(TypedMessageTypes types)
{
    /// <summary>hashStruct(s) = keccak(encodeData(s)), here with the type hash in front.</summary>
    internal Hash32? HashStruct(string name, JsonElement value) =>
        EncodeStruct(name, value) is { } encoded ? Hash32.Keccak(encoded) : null;

    /// <summary>typeHash ‖ encodeData(s).</summary>
    internal byte[]? EncodeStruct(string name, JsonElement value)
    {
        IReadOnlyList<TypedMessageField> fields = types.FieldsOf(name);
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != fields.Count) return null;
        List<byte> encoded = [.. types.HashOf(name).ToBytes()];
        foreach (TypedMessageField field in fields)
        {
            if (!value.TryGetProperty(field.Name, out JsonElement member)) return null;
            byte[]? word = EncodeValue(field.Type, member);
            if (word is null) return null;
            encoded.AddRange(word);
        }

        return [.. encoded];
    }

    private byte[]? EncodeValue(string type, JsonElement value)
    {
        if (type.EndsWith(']')) return EncodeArray(type, value);
        if (types.Contains(type)) return HashStruct(type, value)?.ToBytes();
        if (!AbiType.TryParse(type, out AbiType? elementary, out _)) return null;
        if (ReadElementary(elementary, value) is not { } read) return null;
        if (read is AbiValue.Text text) return Hash32.Keccak(Encoding.UTF8.GetBytes(text.Value)).ToBytes();
        if (elementary.Kind == AbiKind.Bytes && read is AbiValue.Octets octets)
            return Hash32.Keccak(octets.Value.Span).ToBytes();
        byte[] word = new byte[AbiType.WordBytes];
        return AbiWord.TryEncode(elementary, read, word) ? word : null;
    }

    // The last suffix is the outermost: string[2][] is a list of pairs.
    private byte[]? EncodeArray(string type, JsonElement value)
    {
        int open = type.LastIndexOf('[');
        string element = type[..open];
        string length = type[(open + 1)..^1];
        if (value.ValueKind != JsonValueKind.Array) return null;
        int count = value.GetArrayLength();
        if (length.Length > 0 && int.Parse(length, CultureInfo.InvariantCulture) != count) return null;
        List<byte> encoded = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            byte[]? word = EncodeValue(element, item);
            if (word is null) return null;
            encoded.AddRange(word);
        }

        return Hash32.Keccak([.. encoded]).ToBytes();
    }

    private static AbiValue? ReadElementary(AbiType type, JsonElement value)
    {
        if (type.Kind == AbiKind.Flag)
        {
            bool isFlag = value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            return isFlag ? new AbiValue.Flag(value.GetBoolean()) : null;
        }

        if (type.Kind is AbiKind.UnsignedInteger or AbiKind.SignedInteger) return ReadNumber(value);
        if (value.ValueKind != JsonValueKind.String) return null;
        string text = value.GetString()!;
        return type.Kind switch
        {
            AbiKind.Text => new AbiValue.Text(text),
            AbiKind.Address => ReadAddress(text),
            _ => HexText.TryParse(text, out byte[]? bytes) ? new AbiValue.Octets(bytes) : null,
        };
    }

    // Wallets and libraries write addresses in both spellings; a wrong checksum is still refused.
    private static AbiValue.Account? ReadAddress(string text) =>
        EthereumAddress.TryParse(text, out EthereumAddress address, out _)
        || EthereumAddress.TryParseLowerCase(text, out address)
            ? new AbiValue.Account(address)
            : null;

    private static AbiValue.Number? ReadNumber(JsonElement value)
    {
        string? text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        if (text is null) return null;
        if (UInt256.TryParseHexQuantity(text, out UInt256 quantity))
            return new AbiValue.Number(quantity.ToBigInteger());
        bool isNegative = text.StartsWith('-');
        if (!UInt256.TryParseDecimal(text.AsSpan(isNegative ? 1 : 0), out UInt256 magnitude)) return null;
        BigInteger number = magnitude.ToBigInteger();
        return new AbiValue.Number(isNegative ? -number : number);
    }
}
