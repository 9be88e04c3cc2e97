using System.Numerics;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.P256;

public sealed class P256Tests
{
    private static readonly BigInteger Order = new(
        Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        isUnsigned: true, isBigEndian: true);

    [Fact]
    public void Scalars_add_as_numbers_do() => Prop.ForAll<Guid, Guid>((one, other) =>
    {
        BigInteger a = (Order - 1 - new BigInteger(one.ToByteArray(), isUnsigned: true)) % Order;
        BigInteger b = new BigInteger(other.ToByteArray(), isUnsigned: true) * 7;
        byte[] sum = new byte[32];
        P256Scalar.Add(Bytes(a), Bytes(b), sum);
        return new BigInteger(sum, isUnsigned: true, isBigEndian: true) == (a + b) % Order;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Scalars_are_valid_from_one_to_the_order()
    {
        P256Scalar.IsValid(new byte[32]).ShouldBeFalse();
        P256Scalar.IsValid(Bytes(1)).ShouldBeTrue();
        P256Scalar.IsValid(Bytes(Order - 1)).ShouldBeTrue();
        P256Scalar.IsValid(Bytes(Order)).ShouldBeFalse();
        P256Scalar.IsValid(Bytes(Order + 1)).ShouldBeFalse();
    }

    [Fact]
    public void Threads_verify_with_one_key_at_once()
    {
        using P256PrivateKey key = P256PrivateKey.Generate();
        byte[] digest = RandomBytes.Create(32);
        byte[] signature = key.Sign(digest);
        byte[] wrong = [.. digest];
        wrong[0] ^= 1;
        Parallel.For(0, 1000, _ =>
        {
            key.PublicKey.Verify(digest, signature).ShouldBeTrue();
            key.PublicKey.Verify(wrong, signature).ShouldBeFalse();
        });
    }

    [Fact]
    public void Refuses_points_off_the_curve_and_wrong_lengths()
    {
        using P256PrivateKey key = P256PrivateKey.Generate();
        byte[] encoded = key.PublicKey.Uncompressed.ToArray();
        encoded[^1] ^= 1;
        P256PublicKey.TryParse(encoded, out _).ShouldBeFalse();
        P256PublicKey.TryParse(encoded.AsSpan(0, 64), out _).ShouldBeFalse();
        P256PublicKey.TryParse(new byte[65], out _).ShouldBeFalse();
        byte[] zero = [4, .. new byte[64]];
        P256PublicKey.TryParse(zero, out _).ShouldBeFalse();
        key.PublicKey.Verify(new byte[31], new byte[64]).ShouldBeFalse();
        key.PublicKey.Verify(new byte[32], new byte[65]).ShouldBeFalse();
        key.PublicKey.VerifyDer(new byte[32], new byte[3]).ShouldBeFalse();
        key.PublicKey.VerifyDer(new byte[32], []).ShouldBeFalse();
    }

    [Fact]
    public void Rsa_signatures_verify_and_damaged_ones_do_not()
    {
        using RSA signer = RSA.Create(2048);
        RSAParameters parameters = signer.ExportParameters(includePrivateParameters: false);
        RsaPublicKey.TryCreate(parameters.Modulus, parameters.Exponent, out RsaPublicKey? key).ShouldBeTrue();
        using (key)
        {
            byte[] digest = RandomBytes.Create(32);
            byte[] signature = signer.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            key.ModulusBits.ShouldBe(2048);
            key.Verify(digest, signature).ShouldBeTrue();
            key.Verify(digest, signature.AsSpan(1)).ShouldBeFalse();
            signature[^1] ^= 1;
            key.Verify(digest, signature).ShouldBeFalse();
        }
    }

    [Fact]
    public void Refuses_weak_rsa_keys()
    {
        byte[] modulus = RandomBytes.Create(256);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        RsaPublicKey.TryCreate(modulus.AsSpan(1), [1, 0, 1], out _).ShouldBeFalse();
        RsaPublicKey.TryCreate(modulus, [1], out _).ShouldBeFalse();
        RsaPublicKey.TryCreate(modulus, [], out _).ShouldBeFalse();
        RsaPublicKey.TryCreate(modulus, [2], out _).ShouldBeFalse();
        modulus[^1] ^= 1;
        RsaPublicKey.TryCreate(modulus, [1, 0, 1], out _).ShouldBeFalse();
    }

    private static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
