using Strongroom.Cryptography.Secp256k1;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Secp256k1;

public sealed class SchnorrVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Signing_and_verification_agree_with_bip_340() =>
        VectorFiles.RunFiles("bitcoin", "bip340-test-vectors*.csv", output, path =>
        {
            string[] lines = File.ReadAllLines(path)[1..];
            foreach (string line in lines) Check(line.Split(',', 8));
            return lines.Length;
        });

    private static void Check(string[] row)
    {
        byte[] message = Convert.FromHexString(row[4]);
        byte[] signature = Convert.FromHexString(row[5]);
        bool isValid = Secp256k1PublicKey.TryParseXOnly(Convert.FromHexString(row[2]), out Secp256k1PublicKey? key)
            && key.VerifySchnorr(message, signature);
        isValid.ShouldBe(row[6] == "TRUE", row[7]);
        if (row[1].Length == 0) return;
        Secp256k1PrivateKey.TryCreate(Convert.FromHexString(row[1]), out Secp256k1PrivateKey? signer).ShouldBeTrue();
        using (signer)
        {
            byte[] made = new byte[64];
            signer.SignSchnorr(message, Convert.FromHexString(row[3]), made);
            made.ShouldBe(signature);
        }
    }
}
