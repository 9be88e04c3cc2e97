using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>
/// ethereum/tests RLPTests: {name: {in, out}}; "in" is text, a number, #decimal, a list, or INVALID.
/// </summary>
public sealed class RlpVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Encodes_and_decodes_valid_items() =>
        VectorFiles.RunJson("ethereum", "rlp*.json", output, root => Run(root, CheckValid));

    [VectorFact]
    public void Refuses_invalid_items() =>
        VectorFiles.RunJson("ethereum", "invalidRLP*.json", output, root => Run(root, CheckInvalid));

    private static int Run(JsonElement root, Action<JsonElement, byte[]> check)
    {
        int cases = 0;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            try
            {
                check(property.Value.GetProperty("in"), Json.Bytes(property.Value.GetProperty("out")));
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException(property.Name + ": " + problem.Message, problem);
            }

            cases++;
        }

        return cases;
    }

    private static void CheckValid(JsonElement input, byte[] encoded)
    {
        if (input.ValueKind == JsonValueKind.String && input.GetString() is "INVALID" or "VALID")
        {
            RlpItem.TryDecode(encoded, out _, out _).ShouldBe(input.GetString() == "VALID");
            return;
        }

        ToItem(input).Encode().ShouldBe(encoded);
        RlpItem.TryDecode(encoded, out RlpItem? item, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        item.Encode().ShouldBe(encoded);
    }

    private static void CheckInvalid(JsonElement input, byte[] encoded)
    {
        RlpItem.TryDecode(encoded, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusalOf(encoded));
    }

    private static string ChainRefusalOf(byte[] encoded) => encoded.Length > RlpItem.EncodedBytesMax
        ? Strongroom.Chains.ChainRefusal.RlpTooLarge
        : Strongroom.Chains.ChainRefusal.RlpMalformed;

    private static RlpItem ToItem(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.Array)
            return RlpItem.OfList([.. input.EnumerateArray().Select(ToItem)]);
        if (input.ValueKind == JsonValueKind.Number) return OfNumber(input.GetRawText());
        string text = input.GetString()!;
        return text.StartsWith('#') ? OfNumber(text[1..]) : RlpItem.OfBytes(Encoding.UTF8.GetBytes(text));
    }

    // RLP itself knows no largest integer: the list has one above 2^256.
    private static RlpItem OfNumber(string text)
    {
        BigInteger number = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return RlpItem.OfBytes(number.IsZero ? [] : bytes);
    }
}
