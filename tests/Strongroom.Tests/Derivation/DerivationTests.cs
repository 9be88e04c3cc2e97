using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Encodings;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Derivation;

public sealed class DerivationTests
{
    [Fact]
    public void Private_and_public_derivation_meet() => Prop.ForAll<uint>(number =>
    {
        uint index = number & DerivationPath.IndexMax;
        using ExtendedPrivateKey root = ExtendedPrivateKey.FromSeed(RandomBytes.Create(32));
        using ExtendedPrivateKey child = root.Derive(index);
        return root.ToPublic().TryDerive(index, out ExtendedPublicKey? publicChild)
            && publicChild.ToText(ExtendedKeyVersion.Mainnet) == child.ToPublic().ToText(ExtendedKeyVersion.Mainnet);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_public_key_has_no_hardened_children()
    {
        using ExtendedPrivateKey root = ExtendedPrivateKey.FromSeed(RandomBytes.Create(64));
        root.ToPublic().TryDerive(DerivationPath.HardenedOffset, out _).ShouldBeFalse();
    }

    [Fact]
    public void Ed25519_has_only_hardened_children()
    {
        using Slip10Ed25519Key root = Slip10Ed25519Key.FromSeed(RandomBytes.Create(64));
        Should.Throw<ArgumentOutOfRangeException>(() => root.Derive(0));
    }

    // SLIP-10, "Test derivation retry for nist256p1": the left half of the last HMAC is not below the order.
    [Fact]
    public void P256_derivation_hashes_again_where_the_standard_says_so()
    {
        byte[] seed = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        using Slip10P256Key root = Slip10P256Key.FromSeed(seed);
        DerivationPath.TryParse("m/28578'/33941", out DerivationPath? path).ShouldBeTrue();
        using Slip10P256Key key = root.Derive(path);
        Convert.ToHexStringLower(key.ChainCode)
            .ShouldBe("9e87fe95031f14736774cd82f25fd885065cb7c358c1edf813c72af535e83071");
        Convert.ToHexStringLower(key.Key.PublicKey.ToCompressed())
            .ShouldBe("0235bfee614c0d5b2cae260000bb1d0d84b270099ad790022c1ae0b2e782efe120");
    }

    // SLIP-10, "Test seed retry for nist256p1".
    [Fact]
    public void P256_roots_hash_again_where_the_standard_says_so()
    {
        byte[] seed = Convert.FromHexString("a7305bc8df8d0951f0cb224c0e95d7707cbdf2c6ce7e8d481fec69c7ff5e9446");
        using Slip10P256Key root = Slip10P256Key.FromSeed(seed);
        Convert.ToHexStringLower(root.ChainCode)
            .ShouldBe("7762f9729fed06121fd13f326884c82f59aa95c57ac492ce8c9654e60efd130c");
        Convert.ToHexStringLower(root.Key.PublicKey.ToCompressed())
            .ShouldBe("0383619fadcde31063d8c5cb00dbfe1713f3e6fa169d8541a798752a1c1ca0cb20");
    }

    [Theory]
    [InlineData(15)]
    [InlineData(65)]
    public void Refuses_a_seed_out_of_bounds(int length) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ExtendedPrivateKey.FromSeed(new byte[length]));

    [Fact]
    public void Disposing_a_parent_leaves_its_child_usable()
    {
        ExtendedPrivateKey root = ExtendedPrivateKey.FromSeed(RandomBytes.Create(64));
        using ExtendedPrivateKey child = root.Derive(0);
        uint fingerprint = root.ToPublic().Fingerprint;
        root.Dispose();
        child.ParentFingerprint.ShouldBe(fingerprint);
        child.Key.SignEcdsa(new byte[32], new byte[64]).ShouldBeInRange(0, 3);
        Should.Throw<ObjectDisposedException>(() => root.Derive(DerivationPath.HardenedOffset));
    }

    [Fact]
    public void Entropy_and_phrase_hold_the_same() => Prop.ForAll<Guid, Guid>((one, other) =>
    {
        byte[] entropy = [.. one.ToByteArray(), .. other.ToByteArray()];
        bool isSame = true;
        for (int length = Mnemonic.EntropyBytesMin; length <= Mnemonic.EntropyBytesMax; length += 4)
        {
            using SecretBytes phrase = Mnemonic.FromEntropy(entropy.AsSpan(0, length));
            using SecretLease lease = phrase.Open();
            isSame &= Mnemonic.TryToEntropy(lease.Span, out SecretBytes? back)
                && back.FixedTimeEquals(entropy.AsSpan(0, length));
            back?.Dispose();
        }

        return isSame;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("abandon")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon  about")]
    [InlineData("Abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about ")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abou")]
    public void Refuses_a_phrase_that_is_not_exactly_one(string phrase) =>
        Mnemonic.TryToEntropy(Encoding.UTF8.GetBytes(phrase), out _).ShouldBeFalse();

    [Fact]
    public void Base58_check_finds_every_changed_character()
    {
        byte[] payload = RandomBytes.Create(21);
        string text = Base58Check.Encode(payload);
        byte[] decoded = new byte[21];
        Base58Check.TryDecode(text, decoded, out int written).ShouldBeTrue();
        written.ShouldBe(21);
        decoded.ShouldBe(payload);
        for (int index = 0; index < text.Length; index++)
        {
            char[] damaged = text.ToCharArray();
            damaged[index] = damaged[index] == '2' ? '3' : '2';
            Base58Check.TryDecode(damaged, decoded, out _).ShouldBeFalse();
        }

        Base58Check.TryDecode(text, new byte[20], out _).ShouldBeFalse();
        Base58.TryDecode("0OIl", decoded, out _).ShouldBeFalse();
        Base58.TryDecode(new string('1', Base58.CharactersMax + 1), decoded, out _).ShouldBeFalse();
    }
}
