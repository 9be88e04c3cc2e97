using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Secp256k1;

public sealed class Secp256k1Tests
{
    private static readonly byte[] Order =
        Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    [Fact]
    public void What_is_signed_verifies_and_recovers_to_its_key() => Prop.ForAll<Guid, Guid>((one, other) =>
    {
        byte[] digest = [.. one.ToByteArray(), .. other.ToByteArray()];
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] compact = new byte[64];
        int id = key.SignEcdsa(digest, compact);
        bool isRecovered = Secp256k1PublicKey.TryRecover(digest, compact, id, out Secp256k1PublicKey? recovered)
            && recovered.Equals(key.PublicKey);
        digest[7] ^= 1;
        return isRecovered && Secp256k1Signature.IsLowS(compact) && !key.PublicKey.VerifyEcdsa(digest, compact);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Der_and_compact_hold_the_same_signature()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] compact = new byte[64];
        key.SignEcdsa(RandomBytes.Create(32), compact);
        byte[] der = new byte[Secp256k1Signature.DerBytesMax];
        int length = Secp256k1Signature.WriteDer(compact, der);
        byte[] again = new byte[64];
        Secp256k1Signature.TryParseDer(der.AsSpan(0, length), again).ShouldBeTrue();
        again.ShouldBe(compact);
        Secp256k1Signature.TryParseDer(der.AsSpan(0, length - 1), again).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_high_s_unless_asked_to_allow_it()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] digest = RandomBytes.Create(32);
        byte[] compact = new byte[64];
        key.SignEcdsa(digest, compact);
        SubtractFromOrder(compact.AsSpan(32));
        Secp256k1Signature.IsLowS(compact).ShouldBeFalse();
        key.PublicKey.VerifyEcdsa(digest, compact).ShouldBeFalse();
        key.PublicKey.VerifyEcdsa(digest, compact, requireLowS: false).ShouldBeTrue();
    }

    [Fact]
    public void Refuses_hybrid_and_wrongly_long_public_keys()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] encoded = key.PublicKey.ToUncompressed();
        Secp256k1PublicKey.TryParse(encoded, out _).ShouldBeTrue();
        encoded[0] = (byte)(6 + (encoded[^1] & 1));
        Secp256k1PublicKey.TryParse(encoded, out _).ShouldBeFalse();
        Secp256k1PublicKey.TryParse(encoded.AsSpan(0, 64), out _).ShouldBeFalse();
        Secp256k1PublicKey.TryParse([], out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_private_keys_out_of_range()
    {
        Secp256k1PrivateKey.TryCreate(new byte[32], out _).ShouldBeFalse();
        Secp256k1PrivateKey.TryCreate(Order, out _).ShouldBeFalse();
        Secp256k1PrivateKey.TryCreate(new byte[31], out _).ShouldBeFalse();
    }

    [Fact]
    public void Wrong_lengths_verify_nothing()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        key.PublicKey.VerifyEcdsa(new byte[31], new byte[64]).ShouldBeFalse();
        key.PublicKey.VerifyEcdsa(new byte[32], new byte[63]).ShouldBeFalse();
        key.PublicKey.VerifySchnorr([], new byte[63]).ShouldBeFalse();
        Secp256k1PublicKey.TryRecover(new byte[32], new byte[64], 4, out _).ShouldBeFalse();
        Secp256k1PublicKey.TryRecover(new byte[32], new byte[65], 0, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_tweak_moves_private_and_public_key_alike()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] tweak = RandomBytes.Create(32);
        key.TryAddTweak(tweak, out Secp256k1PrivateKey? child).ShouldBeTrue();
        key.PublicKey.TryAddTweak(tweak, out Secp256k1PublicKey? publicChild).ShouldBeTrue();
        using (child) child.PublicKey.ShouldBe(publicChild);
        key.TryAddTweak(Order, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_key_and_its_negative_have_no_sum()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        Secp256k1PublicKey.TryCombine([key.PublicKey, key.PublicKey.Negate()], out _).ShouldBeFalse();
    }

    [Fact]
    public void Both_sides_agree_on_a_shared_secret()
    {
        using Secp256k1PrivateKey one = Secp256k1PrivateKey.Generate();
        using Secp256k1PrivateKey other = Secp256k1PrivateKey.Generate();
        using SecretBytes here = one.Agree(other.PublicKey);
        using SecretBytes there = other.Agree(one.PublicKey);
        there.Use(span => here.FixedTimeEquals(span)).ShouldBeTrue();
    }

    [Fact]
    public void Threads_sign_with_one_key_at_once()
    {
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] digest = RandomBytes.Create(32);
        byte[] expected = new byte[64];
        key.SignEcdsa(digest, expected);
        Parallel.For(0, 500, _ =>
        {
            byte[] compact = new byte[64];
            key.SignEcdsa(digest, compact);
            compact.ShouldBe(expected);
        });
    }

    private static void SubtractFromOrder(Span<byte> scalar)
    {
        int borrow = 0;
        for (int index = 31; index >= 0; index--)
        {
            int difference = Order[index] - scalar[index] - borrow;
            borrow = difference < 0 ? 1 : 0;
            scalar[index] = (byte)(difference & 0xff);
        }
    }
}
