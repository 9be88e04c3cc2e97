using System.Text.Json;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Secp256k1;

public sealed class PointVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Points_agree_with_tiny_secp256k1() =>
        VectorFiles.RunJson("secp256k1", "tiny-points*.json", output, root =>
        {
            JsonElement valid = root.GetProperty("valid");
            int cases = Each(valid, "isPoint", test =>
                (Parse(test, "P") is not null).ShouldBe(test.GetProperty("expected").GetBoolean()));
            cases += Each(valid, "pointAdd", test => Expect(test, Add(test)));
            cases += Each(valid, "pointAddScalar", test => Expect(test, AddScalar(test)));
            cases += Each(valid, "pointMultiply", test => Expect(test, Multiply(test)));
            cases += Each(valid, "pointFromScalar", test => Expect(test, FromScalar(test, "d")));
            cases += Each(valid, "pointCompress", test => Expect(test, Parse(test, "P")));
            cases += Each(valid, "pointNegate", test =>
                FromScalar(test, "d")!.Negate().ShouldBe(FromScalar(test, "expected")));
            return cases + RunInvalid(root.GetProperty("invalid"));
        });

    private static int RunInvalid(JsonElement invalid) =>
        Each(invalid, "pointAdd", test => Add(test).ShouldBeNull())
        + Each(invalid, "pointAddScalar", test => AddScalar(test).ShouldBeNull())
        + Each(invalid, "pointMultiply", test => Multiply(test).ShouldBeNull())
        + Each(invalid, "pointFromScalar", test => FromScalar(test, "d").ShouldBeNull())
        + Each(invalid, "pointCompress", test => Parse(test, "P").ShouldBeNull());

    private static int Each(JsonElement set, string name, Action<JsonElement> run)
    {
        if (!set.TryGetProperty(name, out JsonElement tests)) return 0;
        foreach (JsonElement test in tests.EnumerateArray()) run(test);
        return tests.GetArrayLength();
    }

    private static void Expect(JsonElement test, Secp256k1PublicKey? actual)
    {
        if (test.GetProperty("expected").GetString() is not string expected)
        {
            actual.ShouldBeNull();
            return;
        }

        byte[] encoded = expected.Length == 66 ? actual!.ToCompressed() : actual!.ToUncompressed();
        Convert.ToHexStringLower(encoded).ShouldBe(expected);
    }

    private static Secp256k1PublicKey? Parse(JsonElement test, string name) =>
        Secp256k1PublicKey.TryParse(test.Hex(name), out Secp256k1PublicKey? key) ? key : null;

    private static Secp256k1PublicKey? FromScalar(JsonElement test, string name)
    {
        if (!Secp256k1PrivateKey.TryCreate(test.Hex(name), out Secp256k1PrivateKey? key)) return null;
        using (key) return key.PublicKey;
    }

    private static Secp256k1PublicKey? Add(JsonElement test) =>
        Parse(test, "P") is { } one && Parse(test, "Q") is { } other
        && Secp256k1PublicKey.TryCombine([one, other], out Secp256k1PublicKey? sum) ? sum : null;

    private static Secp256k1PublicKey? AddScalar(JsonElement test) =>
        Parse(test, "P") is { } point && point.TryAddTweak(test.Hex("d"), out Secp256k1PublicKey? sum) ? sum : null;

    private static Secp256k1PublicKey? Multiply(JsonElement test) =>
        Parse(test, "P") is { } point && point.TryMultiply(test.Hex("d"), out Secp256k1PublicKey? product)
            ? product : null;
}
