using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Sodium;

public sealed class PasswordHashTests
{
    private static readonly Argon2idCost Cheap = new(1, 64);

    [Fact]
    public void Knows_its_password_and_no_other()
    {
        PasswordHash made = PasswordHash.Create("correct horse"u8, Cheap);
        PasswordHash.TryParse(made.ToString(), out PasswordHash? stored).ShouldBeTrue();
        stored!.IsPassword("correct horse"u8).ShouldBeTrue();
        stored.IsPassword("correct horsf"u8).ShouldBeFalse();
        stored.IsPassword(""u8).ShouldBeFalse();
        stored.IsPassword(new byte[PasswordHash.PasswordBytesMax + 1]).ShouldBeFalse();
    }

    [Fact]
    public void Hashes_one_password_differently_each_time() =>
        PasswordHash.Create("a"u8, Cheap).ToString().ShouldNotBe(PasswordHash.Create("a"u8, Cheap).ToString());

    [Fact]
    public void Asks_for_a_new_hash_when_the_cost_has_changed()
    {
        PasswordHash hash = PasswordHash.Create("a"u8, Cheap);
        hash.NeedsRehash(Cheap).ShouldBeFalse();
        hash.NeedsRehash(new Argon2idCost(2, 64)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuv")]
    public void Refuses_the_hash_of_another_scheme(string text) =>
        PasswordHash.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_damaged_hash_knows_no_password()
    {
        PasswordHash.TryParse("$argon2id$v=19$m=64,t=1", out PasswordHash? hash).ShouldBeTrue();
        hash!.IsPassword("a"u8).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 7)]
    [InlineData(Argon2idCost.PassesMax + 1, 64)]
    [InlineData(1, Argon2idCost.MemoryKibibytesMax + 1)]
    public void Refuses_a_cost_out_of_bounds(int passes, int memory) =>
        Should.Throw<ArgumentOutOfRangeException>(() => PasswordHash.Create("a"u8, new Argon2idCost(passes, memory)));
}
