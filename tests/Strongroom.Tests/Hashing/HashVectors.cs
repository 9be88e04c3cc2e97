using System.Text.Json;
using Strongroom.Cryptography.Hashing;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Hashing;

public sealed class HashVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Hashes_agree_with_ethers() =>
        VectorFiles.RunJson("ethereum", "ethers-hashes*.json", output, root =>
        {
            foreach (JsonElement test in root.EnumerateArray())
            {
                byte[] message = Hex(test, "data");
                byte[] digest = new byte[32];
                Sha256.Hash(message, digest);
                digest.ShouldBe(Hex(test, "sha256"));
                Keccak256.Hash(message).ShouldBe(Hex(test, "keccak256"));
                byte[] short20 = new byte[20];
                Ripemd160.Hash(message, short20);
                short20.ShouldBe(Hex(test, "ripemd160"));
            }

            return root.GetArrayLength();
        });

    private static byte[] Hex(JsonElement test, string name) =>
        Convert.FromHexString(test.GetProperty(name).GetString()![2..]);
}
