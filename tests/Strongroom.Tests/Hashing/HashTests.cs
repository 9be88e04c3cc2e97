using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Hashing;

namespace Strongroom.Tests.Hashing;

public sealed class HashTests
{
    [Fact]
    public void Sha_256_of_parts_is_sha_256_of_the_whole() => Prop.ForAll<byte[], byte[], byte[]>((a, b, c) =>
    {
        byte[] digest = new byte[32];
        Sha256.Hash(a, b, c, digest);
        return digest.AsSpan().SequenceEqual(SHA256.HashData([.. a, .. b, .. c]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tagged_digest_is_sha_256_of_tag_zero_and_bytes()
    {
        byte[] expected = SHA256.HashData(Encoding.ASCII.GetBytes("strongroom/intent/v1\0{}"));
        TaggedDigest.Compute("strongroom/intent/v1"u8, "{}"u8).ShouldBe(expected);
    }

    [Fact]
    public void A_tag_that_is_empty_or_holds_a_zero_is_a_bug()
    {
        Should.Throw<InvariantException>(() => TaggedDigest.Compute([], "{}"u8));
        Should.Throw<InvariantException>(() => TaggedDigest.Compute("a\0"u8, "{}"u8));
    }

    [Fact]
    public void Keccak_takes_a_message_that_overlaps_its_digest()
    {
        byte[] buffer = new byte[32];
        byte[] expected = Keccak256.Hash(buffer);
        Keccak256.Hash(buffer, buffer);
        buffer.ShouldBe(expected);
    }

    // Around the rate of 136 bytes; expected values by ethers 6 (npm), messages of zero bytes.
    [Theory]
    [InlineData(135, "29e3704feeca7fb9ba229f0fa04d9b36449cf3ad6e1d85d9cfff3a10df9abc3e")]
    [InlineData(136, "3a5912a7c5faa06ee4fe906253e339467a9ce87d533c65be3c15cb231cdb25f9")]
    [InlineData(137, "bee7fbb405cb0d91a8775e338c4a5e4b5d6b2d051f687fa942043cffdc73bd28")]
    [InlineData(272, "a8005c7a3125b6c3629b4181eca54d18721e41fef639718d205beb00b366ed7d")]
    public void Keccak_pads_rightly_around_its_rate(int length, string expected) =>
        Convert.ToHexStringLower(Keccak256.Hash(new byte[length])).ShouldBe(expected);

    [Fact]
    public void Hmac_refuses_a_tag_below_128_bits()
    {
        byte[] tag = new byte[32];
        Hmac.Compute("key"u8, "message"u8, tag);
        Hmac.Verify("key"u8, "message"u8, tag).ShouldBeTrue();
        Hmac.Verify("key"u8, "message"u8, tag.AsSpan(0, 16)).ShouldBeTrue();
        Hmac.Verify("key"u8, "message"u8, tag.AsSpan(0, 15)).ShouldBeFalse();
        Hmac.Verify("key"u8, "message"u8, []).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_digest_of_the_wrong_length()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Keccak256.Hash([], new byte[31]));
        Should.Throw<ArgumentOutOfRangeException>(() => Sha256.Hash([], new byte[33]));
        Should.Throw<ArgumentOutOfRangeException>(() => Ripemd160.Hash([], new byte[32]));
    }
}
