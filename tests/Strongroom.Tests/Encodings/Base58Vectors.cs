using System.Text.Json;
using Strongroom.Cryptography.Encodings;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Encodings;

public sealed class Base58Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Both_directions_agree_with_bitcoin_core() =>
        VectorFiles.RunJson("bitcoin", "core-base58_encode_decode*.json", output, root =>
        {
            foreach (JsonElement test in root.EnumerateArray())
            {
                byte[] bytes = Convert.FromHexString(test[0].GetString()!);
                string text = test[1].GetString()!;
                Base58.Encode(bytes).ShouldBe(text);
                byte[] decoded = new byte[Base58.BytesMax];
                Base58.TryDecode(text, decoded, out int written).ShouldBeTrue();
                decoded[..written].ShouldBe(bytes);
            }

            return root.GetArrayLength();
        });
}
