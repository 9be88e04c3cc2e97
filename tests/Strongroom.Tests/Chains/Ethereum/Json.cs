using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>Reads the spellings of numbers and bytes that third-party vectors use.</summary>
internal static class Json
{
    internal static byte[] Bytes(JsonElement json) => Bytes(json.GetString()!);

    internal static byte[] Bytes(string text) =>
        Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);

    internal static UInt256 Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement json) ? Number(json) : UInt256.Zero;

    internal static UInt256 Number(JsonElement json)
    {
        string text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.GetString()!;
        if (!text.StartsWith("0x", StringComparison.Ordinal))
            return UInt256.FromBigInteger(BigInteger.Parse(text, CultureInfo.InvariantCulture));
        string digits = text[2..];
        return UInt256.FromBigEndian(Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits));
    }

    internal static EthereumAddress Address(JsonElement json)
    {
        string text = json.GetString()!;
        bool isRead = EthereumAddress.TryParse(text, out EthereumAddress address, out _)
            || EthereumAddress.TryParseLowerCase(text, out address);
        isRead.ShouldBeTrue();
        return address;
    }

    internal static Hash32 Hash(JsonElement json) => Hash32.FromBytes(Bytes(json));
}
