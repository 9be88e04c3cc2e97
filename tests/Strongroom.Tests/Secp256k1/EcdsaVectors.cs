using System.Text.Json;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Secp256k1;

public sealed class EcdsaVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Der_signatures_agree_with_wycheproof() => Wycheproof.Run(
        "ecdsa_secp256k1_sha256_test*.json", output, "", (group, test) =>
        {
            byte[] compact = new byte[64];
            return Secp256k1Signature.TryParseDer(test.Hex("sig"), compact) && Verify(group, test, compact);
        });

    [VectorFact]
    public void Compact_signatures_agree_with_wycheproof() => Wycheproof.Run(
        "ecdsa_secp256k1_sha256_p1363_test*.json", output, "",
        (group, test) => Verify(group, test, test.Hex("sig")));

    [VectorFact]
    public void Signing_recovery_and_verification_agree_with_tiny_secp256k1() =>
        VectorFiles.RunJson("secp256k1", "tiny-ecdsa*.json", output, root =>
        {
            foreach (JsonElement test in root.GetProperty("valid").EnumerateArray()) CheckValid(test);
            JsonElement invalid = root.GetProperty("invalid");
            foreach (JsonElement test in invalid.GetProperty("sign").EnumerateArray())
                Secp256k1PrivateKey.TryCreate(test.Hex("d"), out _).ShouldBeFalse();
            foreach (JsonElement test in invalid.GetProperty("verify").EnumerateArray())
            {
                bool isValid = Secp256k1PublicKey.TryParse(test.Hex("Q"), out Secp256k1PublicKey? key)
                    && key.VerifyEcdsa(test.Hex("m"), test.Hex("signature"));
                isValid.ShouldBeFalse();
            }

            foreach (JsonElement test in invalid.GetProperty("recover").EnumerateArray())
            {
                for (int id = 0; id < 4; id++)
                    Secp256k1PublicKey.TryRecover(test.Hex("m"), test.Hex("signature"), id, out _).ShouldBeFalse();
            }

            return root.GetProperty("valid").GetArrayLength() + invalid.GetProperty("sign").GetArrayLength()
                + invalid.GetProperty("verify").GetArrayLength() + invalid.GetProperty("recover").GetArrayLength();
        });

    private static void CheckValid(JsonElement test)
    {
        Secp256k1PrivateKey.TryCreate(test.Hex("d"), out Secp256k1PrivateKey? key).ShouldBeTrue();
        using (key)
        {
            byte[] digest = test.Hex("m");
            byte[] compact = new byte[64];
            int recoveryId = key.SignEcdsa(digest, compact);
            compact.ShouldBe(test.Hex("signature"));
            recoveryId.ShouldBe(test.GetProperty("recoveryId").GetInt32());
            key.PublicKey.VerifyEcdsa(digest, compact).ShouldBeTrue();
            Secp256k1PublicKey.TryRecover(digest, compact, recoveryId, out Secp256k1PublicKey? found).ShouldBeTrue();
            found.ShouldBe(key.PublicKey);
        }
    }

    private static bool Verify(JsonElement group, JsonElement test, byte[] compact)
    {
        byte[] encoded = group.GetProperty("publicKey").Hex("uncompressed");
        return Secp256k1PublicKey.TryParse(encoded, out Secp256k1PublicKey? key)
            && key.VerifyEcdsa(Sha256.Hash(test.Hex("msg")), compact, requireLowS: false);
    }
}
