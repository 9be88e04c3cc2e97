using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>
/// ethers testcases/abi: {type, verbose value, encoded}. ethereum/tests ABITests: {types, args, result},
/// where text stands for bytes.
/// </summary>
public sealed class AbiVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Encodes_and_decodes_random_types() =>
        VectorFiles.RunJson("ethereum", "ethers-abi*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                AbiType type = Parse(test.GetProperty("type").GetString()!);
                Check([type], [ReadVerbose(test.GetProperty("verbose"))], Json.Bytes(test.GetProperty("encoded")));
                cases++;
            }

            return cases;
        });

    [VectorFact]
    public void Encodes_and_decodes_the_basic_types() =>
        VectorFiles.RunJson("ethereum", "basic_abi_tests*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonProperty test in root.EnumerateObject())
            {
                IEnumerable<JsonElement> names = test.Value.GetProperty("types").EnumerateArray();
                AbiType[] types = [.. names.Select(name => Parse(name.GetString()!))];
                JsonElement args = test.Value.GetProperty("args");
                AbiValue[] values = [.. types.Select((type, at) => ReadPlain(type, args[at]))];
                Check(types, values, Json.Bytes(test.Value.GetProperty("result")));
                cases++;
            }

            return cases;
        });

    private static void Check(AbiType[] types, AbiValue[] values, byte[] expected)
    {
        AbiEncoder.TryEncode(types, values, out byte[]? encoded, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        encoded.ShouldBe(expected);
        AbiDecoder.TryDecode(types, expected, out IReadOnlyList<AbiValue>? decoded, out refusal)
            .ShouldBeTrue(refusal?.ToString());
        AbiEncoder.TryEncode(types, decoded, out byte[]? again, out _).ShouldBeTrue();
        again.ShouldBe(expected);
        AbiDecoder.TryDecode(types, [.. expected, 0], out _, out _).ShouldBeFalse();
        AbiDecoder.TryDecode(types, expected.AsSpan(0, expected.Length - 1), out _, out _).ShouldBeFalse();
    }

    private static AbiType Parse(string text)
    {
        AbiType.TryParse(text, out AbiType? type, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return type;
    }

    private static AbiValue ReadVerbose(JsonElement json)
    {
        JsonElement value = json.GetProperty("value");
        return json.GetProperty("type").GetString() switch
        {
            "boolean" => new AbiValue.Flag(value.GetBoolean()),
            "address" => new AbiValue.Account(Json.Address(value)),
            "hexstring" => new AbiValue.Octets(Json.Bytes(value)),
            "string" => new AbiValue.Text(value.GetString()!),
            "number" => new AbiValue.Number(BigInteger.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            _ => new AbiValue.Sequence([.. value.EnumerateArray().Select(ReadVerbose)]),
        };
    }

    private static AbiValue ReadPlain(AbiType type, JsonElement json) => type.Kind switch
    {
        AbiKind.Array => new AbiValue.Sequence(
            [.. json.EnumerateArray().Select(item => ReadPlain(type.Parts[0], item))]),
        AbiKind.Address => new AbiValue.Account(Json.Address(json)),
        AbiKind.Bytes or AbiKind.FixedBytes => new AbiValue.Octets(Encoding.UTF8.GetBytes(json.GetString()!)),
        _ => new AbiValue.Number(json.GetInt64()),
    };
}
