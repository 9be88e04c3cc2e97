using System.Text.Json;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.P256;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.P256;

public sealed class P256Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Der_signatures_agree_with_wycheproof() => Wycheproof.Run(
        "ecdsa_secp256r1_sha256_test*.json", output, "", (group, test) =>
        {
            using P256PublicKey? key = Parse(group);
            return key is not null && key.VerifyDer(Sha256.Hash(test.Hex("msg")), test.Hex("sig"));
        });

    [VectorFact]
    public void Fixed_length_signatures_agree_with_wycheproof() => Wycheproof.Run(
        "ecdsa_secp256r1_sha256_p1363_test*.json", output, "", (group, test) =>
        {
            using P256PublicKey? key = Parse(group);
            return key is not null && key.Verify(Sha256.Hash(test.Hex("msg")), test.Hex("sig"));
        });

    private static P256PublicKey? Parse(JsonElement group) =>
        P256PublicKey.TryParse(group.GetProperty("publicKey").Hex("uncompressed"), out P256PublicKey? key)
            ? key : null;
}
