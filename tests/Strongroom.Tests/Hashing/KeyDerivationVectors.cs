using System.Security.Cryptography;
using System.Text.Json;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Hashing;

public sealed class KeyDerivationVectors(ITestOutputHelper output)
{
    private delegate void Derive(
        ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output);

    [VectorFact]
    public void Hkdf_with_sha_256_agrees_with_wycheproof() =>
        Wycheproof.Run("hkdf_sha256_test*.json", output, "", (_, test) => RunHkdf(test, Hkdf.DeriveSha256));

    [VectorFact]
    public void Hkdf_with_sha_512_agrees_with_wycheproof() =>
        Wycheproof.Run("hkdf_sha512_test*.json", output, "", (_, test) => RunHkdf(test, Hkdf.DeriveSha512));

    [VectorFact]
    public void Hmac_sha_256_agrees_with_wycheproof() => Wycheproof.Run(
        "hmac_sha256_test*.json", output, "", (_, test) =>
            Hmac.Verify(test.Hex("key"), test.Hex("msg"), test.Hex("tag")));

    [VectorFact]
    public void Hmac_sha_512_agrees_with_wycheproof() => Wycheproof.Run(
        "hmac_sha512_test*.json", output, "", (_, test) =>
        {
            byte[] message = test.Hex("msg");
            byte[] tag = new byte[HmacSha512.TagBytes];
            int cut = message.Length / 2;
            HmacSha512.Compute(test.Hex("key"), message.AsSpan(0, cut), message.AsSpan(cut), tag);
            byte[] expected = test.Hex("tag");
            return tag.AsSpan(0, expected.Length).SequenceEqual(expected);
        });

    // .NET's function, on which the seeds of BIP-39 stand.
    [VectorFact]
    public void Pbkdf2_with_sha_256_agrees_with_wycheproof() => Wycheproof.Run(
        "pbkdf2_hmacsha256_test*.json", output, "", (_, test) => RunPbkdf2(test, HashAlgorithmName.SHA256));

    [VectorFact]
    public void Pbkdf2_with_sha_512_agrees_with_wycheproof() => Wycheproof.Run(
        "pbkdf2_hmacsha512_test*.json", output, "", (_, test) => RunPbkdf2(test, HashAlgorithmName.SHA512));

    private static bool RunHkdf(JsonElement test, Derive derive)
    {
        byte[] okm = new byte[test.GetProperty("size").GetInt32()];
        try
        {
            derive(test.Hex("ikm"), test.Hex("salt"), test.Hex("info"), okm);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }

        return okm.AsSpan().SequenceEqual(test.Hex("okm"));
    }

    private static bool RunPbkdf2(JsonElement test, HashAlgorithmName algorithm)
    {
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(
            test.Hex("password"), test.Hex("salt"), test.GetProperty("iterationCount").GetInt32(),
            algorithm, test.GetProperty("dkLen").GetInt32());
        return key.AsSpan().SequenceEqual(test.Hex("dk"));
    }
}
