using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Sodium;

public sealed class X25519Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Agreement_agrees_with_wycheproof() => Wycheproof.Run(
        "x25519_test*.json", output, "", (_, test) =>
        {
            byte[] shared = new byte[X25519.KeyBytes];
            if (!X25519.TryAgree(test.Hex("private"), test.Hex("public"), shared)) return false;
            shared.ShouldBe(test.Hex("shared"));
            return true;
        });

    [Fact]
    public void Both_sides_agree_on_the_shared_secret()
    {
        byte[] one = RandomBytes.Create(32);
        byte[] other = RandomBytes.Create(32);
        byte[] onePublic = new byte[32];
        byte[] otherPublic = new byte[32];
        X25519.WritePublicKey(one, onePublic);
        X25519.WritePublicKey(other, otherPublic);
        byte[] here = new byte[32];
        byte[] there = new byte[32];
        X25519.TryAgree(one, otherPublic, here).ShouldBeTrue();
        X25519.TryAgree(other, onePublic, there).ShouldBeTrue();
        here.ShouldBe(there);
    }

    [Fact]
    public void Refuses_a_point_of_low_order() =>
        X25519.TryAgree(new byte[32], new byte[32], new byte[32]).ShouldBeFalse();
}
