using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// The JSON of Ethereum's execution API. Numbers are 0x quantities, bytes 0x text. Members that nobody here
/// reads are skipped (every client adds its own); members that are read must be there and in their form.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = DepthMax,
    Converters =
    [
        typeof(QuantityConverter), typeof(UInt64QuantityConverter), typeof(Hash32Converter),
        typeof(AddressConverter), typeof(BytesConverter),
    ])]
[JsonSerializable(typeof(JsonRpcRequest))]
[JsonSerializable(typeof(JsonRpcResponse))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(UInt256))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(Hash32))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(FeeHistory))]
[JsonSerializable(typeof(NodeBlock<Hash32>), TypeInfoPropertyName = "BlockOfHashes")]
[JsonSerializable(typeof(NodeBlock<NodeTransaction>), TypeInfoPropertyName = "BlockOfTransactions")]
[JsonSerializable(typeof(NodeTransaction))]
[JsonSerializable(typeof(NodeReceipt))]
[JsonSerializable(typeof(NodeLog[]))]
[JsonSerializable(typeof(NodeTrace[]))]
internal sealed partial class EthereumJson : JsonSerializerContext
{
    /// <summary>
    /// Two levels for each of the 1,024 nested calls that the EVM allows, and some for the envelope.
    /// </summary>
    internal const int DepthMax = 2_100;
}

internal sealed class QuantityConverter : JsonConverter<UInt256>
{
    public override UInt256 Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UInt256.TryParseHexQuantity(reader.GetString(), out UInt256 value)
            ? value
            : throw new JsonException("not a quantity");

    public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToHexQuantity());
}

internal sealed class UInt64QuantityConverter : JsonConverter<ulong>
{
    public override ulong Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UInt256.TryParseHexQuantity(reader.GetString(), out UInt256 value) && value.FitsUInt64
            ? (ulong)value
            : throw new JsonException("not a quantity of 64 bits");

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) =>
        writer.WriteStringValue(((UInt256)value).ToHexQuantity());
}

internal sealed class Hash32Converter : JsonConverter<Hash32>
{
    public override Hash32 Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Hash32.TryParse(reader.GetString(), out Hash32 hash) ? hash : throw new JsonException("not 32 bytes");

    public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class AddressConverter : JsonConverter<EthereumAddress>
{
    public override EthereumAddress Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.GetString();
        return EthereumAddress.TryParseLowerCase(text, out EthereumAddress address)
            || EthereumAddress.TryParse(text, out address, out _)
                ? address
                : throw new JsonException("not an address");
    }

    public override void Write(Utf8JsonWriter writer, EthereumAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class BytesConverter : JsonConverter<byte[]>
{
    public override byte[] Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        HexText.TryParse(reader.GetString(), out byte[]? bytes)
            ? bytes
            : throw new JsonException("not 0x bytes");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HexText.Format(value));
}
