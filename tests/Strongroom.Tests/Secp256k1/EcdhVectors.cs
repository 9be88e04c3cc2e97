using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Secp256k1;

public sealed class EcdhVectors(ITestOutputHelper output)
{
    // SubjectPublicKeyInfo of a named secp256k1 key (RFC 5480), up to the point.
    private static readonly string[] Prefixes =
    [
        "3056301006072a8648ce3d020106052b8104000a034200",
        "3036301006072a8648ce3d020106052b8104000a032200",
    ];

    [VectorFact]
    public void Agreement_agrees_with_wycheproof() => Wycheproof.Run(
        "ecdh_secp256k1_test*.json", output, "", (_, test) =>
        {
            string info = test.GetProperty("public").GetString()!;
            string? prefix = Array.Find(Prefixes, info.StartsWith);
            if (prefix is null) return false;
            byte[] point = Convert.FromHexString(info[prefix.Length..]);
            if (!Secp256k1PublicKey.TryParse(point, out Secp256k1PublicKey? other)) return false;
            byte[] scalar = test.Hex("private").SkipWhile(part => part == 0).ToArray();
            byte[] padded = [.. new byte[32 - scalar.Length], .. scalar];
            if (!Secp256k1PrivateKey.TryCreate(padded, out Secp256k1PrivateKey? key)) return false;
            using (key)
            using (SecretBytes shared = key.Agree(other))
                return shared.FixedTimeEquals(test.Hex("shared"));
        });
}
