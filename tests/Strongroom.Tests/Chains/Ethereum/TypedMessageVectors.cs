using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>
/// ethers testcases/typed-data: domain, types, primaryType, data → encoded message and digest.
/// </summary>
public sealed class TypedMessageVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Hashes_typed_data() =>
        VectorFiles.RunJson("ethereum", "ethers-typed-data*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                try
                {
                    Check(test);
                }
                catch (Exception problem)
                {
                    string name = test.GetProperty("name").GetString()!;
                    throw new InvalidOperationException(name + ": " + problem.Message, problem);
                }

                cases++;
            }

            return cases;
        });

    private static void Check(JsonElement test)
    {
        JsonObject document = new()
        {
            ["types"] = JsonNode.Parse(test.GetProperty("types").GetRawText()),
            ["primaryType"] = test.GetProperty("primaryType").GetString(),
            ["domain"] = JsonNode.Parse(test.GetProperty("domain").GetRawText()),
            ["message"] = JsonNode.Parse(test.GetProperty("data").GetRawText()),
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(document);
        TypedMessage.TryParse(json, out TypedMessage? typedData, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        typedData.EncodedMessage.ToArray().ShouldBe(Json.Bytes(test.GetProperty("encoded")));
        typedData.Digest().ShouldBe(Json.Hash(test.GetProperty("digest")));
        if (!test.TryGetProperty("privateKey", out JsonElement key)) return;
        using TestAccount account = new(Json.Bytes(key));
        TransactionSignature signature = account.Sign(typedData.Digest());
        byte[] bytes = new byte[TransactionSignature.CompactSizeBytes];
        signature.WriteCompact(bytes);
        byte[] expected = [.. bytes, (byte)(signature.IsOddY ? 28 : 27)];
        expected.ShouldBe(Json.Bytes(test.GetProperty("signature")));
    }
}
