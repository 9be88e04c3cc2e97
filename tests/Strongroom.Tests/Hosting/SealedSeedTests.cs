using System.Security.Cryptography;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;

namespace Strongroom.Tests.Hosting;

public sealed class SealedSeedTests
{
    private static readonly Argon2idCost Cheap = new(1, 8);
    private static readonly byte[] Genesis = SHA256.HashData("one institution"u8);

    [Fact]
    public void Opens_with_its_secret_under_its_genesis_to_the_same_seed_each_time()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        byte[] file = SealedSeed.Create(unlock, Genesis, Cheap).ToBytes();
        SealedSeed.TryParse(file, out SealedSeed? parsed, out _).ShouldBeTrue();
        parsed.TryOpen(unlock, Genesis, out SecretBytes? first, out _).ShouldBeTrue();
        parsed.TryOpen(unlock, Genesis, out SecretBytes? second, out _).ShouldBeTrue();
        using (first)
        using (second)
        using (SecretLease lease = second.Open())
            first.FixedTimeEquals(lease.Span).ShouldBeTrue();
    }

    [Fact]
    public void Refuses_another_genesis()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        SealedSeed seed = SealedSeed.Create(unlock, Genesis, Cheap);
        byte[] other = SHA256.HashData("another institution"u8);
        seed.TryOpen(unlock, other, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.KeystoreOtherGenesis);
    }

    [Fact]
    public void Refuses_a_file_whose_genesis_was_rewritten_to_fit()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        byte[] other = SHA256.HashData("another institution"u8);
        SealedSeed forged = SealedSeed.Create(unlock, Genesis, Cheap) with { Genesis = Convert.ToHexStringLower(other) };
        forged.TryOpen(unlock, other, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.KeystoreSealed);
    }

    [Fact]
    public void Refuses_another_secret()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        using SecretBytes wrong = SecretBytes.CopyOf("battery staple"u8);
        SealedSeed seed = SealedSeed.Create(unlock, Genesis, Cheap);
        seed.TryOpen(wrong, Genesis, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.KeystoreSealed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"schema":"strongroom/keystore/v1"}""")]
    public void Refuses_what_is_no_keystore(string json)
    {
        SealedSeed.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.KeystoreMalformed);
    }
}
