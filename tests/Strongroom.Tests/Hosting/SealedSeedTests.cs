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
        SealedSeed.TryParse(file, out SealedSeed? parsed).ShouldBeTrue();
        parsed.TryOpen(unlock, Genesis, out SecretBytes? first).ShouldBeTrue();
        parsed.TryOpen(unlock, Genesis, out SecretBytes? second).ShouldBeTrue();
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
        seed.TryOpen(unlock, other, out _).ShouldBeFalse();
        MustStayShut(seed.ToBytes(), unlock, other, SignerRefusal.KeystoreOtherGenesis);
    }

    [Fact]
    public void Refuses_a_file_whose_genesis_was_rewritten_to_fit()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        byte[] other = SHA256.HashData("another institution"u8);
        SealedSeed forged = SealedSeed.Create(unlock, Genesis, Cheap) with { Genesis = Convert.ToHexStringLower(other) };
        MustStayShut(forged.ToBytes(), unlock, other, SignerRefusal.KeystoreSealed);
    }

    [Fact]
    public void Refuses_another_secret()
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        using SecretBytes wrong = SecretBytes.CopyOf("battery staple"u8);
        SealedSeed seed = SealedSeed.Create(unlock, Genesis, Cheap);
        MustStayShut(seed.ToBytes(), wrong, Genesis, SignerRefusal.KeystoreSealed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"schema":"strongroom/keystore/v1"}""")]
    public void Refuses_what_is_no_keystore(string json)
    {
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse"u8);
        byte[] file = System.Text.Encoding.UTF8.GetBytes(json);
        SealedSeed.TryParse(file, out _).ShouldBeFalse();
        MustStayShut(file, unlock, Genesis, SignerRefusal.KeystoreMalformed);
    }

    private static void MustStayShut(byte[] file, SecretBytes unlock, byte[] genesis, string code)
    {
        Keystore.Software.TryOpen(file, unlock, genesis, out Keystore.Software? opened, out Refusal? refusal)
            .ShouldBeFalse();
        opened.ShouldBeNull();
        refusal.Code.ShouldBe(code);
    }
}
