using System.Text.Json;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Sodium;

public sealed class Ed25519Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Verification_agrees_with_wycheproof() => Wycheproof.Run(
        "ed25519_test*.json", output, "", (group, test) => Ed25519.Verify(
            group.GetProperty("publicKey").Hex("pk"), test.Hex("msg"), test.Hex("sig")));

    [VectorFact]
    public void Signatures_agree_with_acvp() =>
        VectorFiles.RunJson("acvp", "EDDSA-SigGen*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement group in root.GetProperty("testGroups").EnumerateArray())
            {
                if (group.GetProperty("curve").GetString() != "ED-25519") continue;
                if (group.GetProperty("preHash").GetBoolean()) continue;
                foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
                {
                    CheckSigning(group.Hex("d"), group.Hex("q"), test.Hex("message"), test.Hex("signature"));
                    cases++;
                }
            }

            return cases;
        });

    [VectorFact]
    public void Signatures_agree_with_rfc_8032() =>
        VectorFiles.RunJson("ed25519", "rfc8032*.json", output, root =>
        {
            foreach (JsonElement test in root.EnumerateArray())
            {
                CheckSigning(
                    test.Hex("secretKey"), test.Hex("publicKey"), test.Hex("message"), test.Hex("signature"));
            }

            return root.GetArrayLength();
        });

    [VectorFact]
    public void Signatures_agree_with_the_authors_file() =>
        VectorFiles.RunFiles("ed25519", "sign.input*.txt", output, path =>
        {
            string[] lines = File.ReadAllLines(path);
            int cases = 0;
            foreach (string line in lines)
            {
                if (line.Length == 0) continue;
                string[] parts = line.Split(':');
                CheckSigning(
                    Convert.FromHexString(parts[0])[..32], Convert.FromHexString(parts[1]),
                    Convert.FromHexString(parts[2]), Convert.FromHexString(parts[3])[..64]);
                cases++;
            }

            return cases;
        });

    private static void CheckSigning(byte[] seed, byte[] publicKey, byte[] message, byte[] signature)
    {
        using Ed25519PrivateKey key = Ed25519PrivateKey.FromSeed(seed);
        key.PublicKey.ToArray().ShouldBe(publicKey);
        key.Sign(message).ShouldBe(signature);
        Ed25519.Verify(publicKey, message, signature).ShouldBeTrue();
        Ed25519.Verify(publicKey, [.. message, 0], signature).ShouldBeFalse();
    }
}
