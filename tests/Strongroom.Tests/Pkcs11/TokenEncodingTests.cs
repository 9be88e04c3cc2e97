using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Tests.Pkcs11;

/// <summary>Points and signatures in every form in which tokens are known to write them.</summary>
public sealed class TokenEncodingTests
{
    private static readonly byte[] _point = [4, .. Enumerable.Range(1, 64).Select(each => (byte)each)];

    [Fact]
    public void Reads_a_point_bare_or_wrapped()
    {
        foreach (byte[] form in new byte[][] { _point, [4, 65, .. _point], [3, 66, 0, .. _point] })
        {
            EcEncoding.TryReadPoint(form, TokenCurve.P256, out byte[]? read).ShouldBeTrue();
            read.ShouldBe(_point);
        }

        byte[] edwards = [4, 32, .. Enumerable.Repeat((byte)7, 30)];
        EcEncoding.TryReadPoint(edwards, TokenCurve.Ed25519, out byte[]? bare).ShouldBeTrue();
        bare.ShouldBe(edwards, "32 bytes are the key itself, whatever they begin with");
        EcEncoding.TryReadPoint([4, 32, .. edwards], TokenCurve.Ed25519, out byte[]? inner).ShouldBeTrue();
        inner.ShouldBe(edwards);
        byte[][] refused = [[], [4], [4, 64, .. _point], [4, 65, .. _point[..64]], [5, 65, .. _point], _point[..64]];
        foreach (byte[] wrong in refused)
            EcEncoding.TryReadPoint(wrong, TokenCurve.P256, out _).ShouldBeFalse();
    }

    [Fact]
    public void Tries_both_names_of_the_edwards_curve_unless_told_which()
    {
        Encoding.ASCII.GetString(EcEncoding.ParamsOf(TokenCurve.Ed25519, MechanismProfile.Standard)[0], 2, 12)
            .ShouldBe("edwards25519");
        EcEncoding.ParamsOf(TokenCurve.Ed25519, MechanismProfile.Standard).Count.ShouldBe(2);
        MechanismProfile.TryParse("""{"edwardsParams":"oid","eddsa":2147487759}"""u8, out MechanismProfile? oid)
            .ShouldBeTrue();
        oid.Eddsa.ShouldBe(0x8000_100ful);
        oid.Ecdsa.ShouldBe(Ck.CKM_ECDSA);
        EcEncoding.ParamsOf(TokenCurve.Ed25519, oid).Single().ShouldBe([6, 3, 0x2b, 0x65, 0x70]);
        MechanismProfile.TryParse("""{"edwardsParams":"any"}"""u8, out _).ShouldBeFalse();
        MechanismProfile.TryParse("""{"unknown":1}"""u8, out _).ShouldBeFalse();
        MechanismProfile.TryParse("[]"u8, out _).ShouldBeFalse();
    }

    [Fact]
    public void Reads_signatures_raw_short_and_as_a_sequence()
    {
        byte[] compact = [.. new byte[4], .. Enumerable.Repeat((byte)9, 28), 0, .. Enumerable.Repeat((byte)0x81, 31)];
        byte[] shortened = [.. compact[1..32], .. compact[33..]];
        byte[] sequence = [0x30, 64, 2, 28, .. compact[4..32], 2, 32, 0, .. compact[33..]];
        foreach (byte[] form in new[] { compact, shortened, sequence })
            TokenSignature.Readings(form).ShouldContain(reading => reading.SequenceEqual(compact));
        TokenSignature.Readings([]).ShouldBeEmpty();
        TokenSignature.Readings(new byte[65]).ShouldBeEmpty();
        TokenSignature.Readings([0x30, 6, 2, 1, 0xff, 2, 1, 1]).Count.ShouldBe(1, "a negative r is no sequence of ours");
    }

    [Fact]
    public void Normalises_a_high_s_and_finds_the_recovery_id()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32), digest = RandomNumberGenerator.GetBytes(32);
        Secp256k1PrivateKey.TryCreate(secret, out Secp256k1PrivateKey? key).ShouldBeTrue();
        using (key)
        {
            byte[] low = new byte[64];
            int wanted = key.SignEcdsa(digest, low);
            byte[] high = [.. low[..32], .. Negate(low[32..])];
            byte[] der = new byte[Secp256k1Signature.DerBytesMax];
            int length = Secp256k1Signature.WriteDer(high, der);
            foreach (byte[] form in new[] { low, high, der[..length] })
            {
                byte[] read = new byte[64];
                TokenSignature.TryReadSecp256k1(form, key.PublicKey, digest, read, out int id).ShouldBeTrue();
                read.ShouldBe(low);
                id.ShouldBe(wanted);
            }

            byte[] other = RandomNumberGenerator.GetBytes(32);
            TokenSignature.TryReadSecp256k1(low, key.PublicKey, other, new byte[64], out _).ShouldBeFalse();
        }
    }

    /// <summary>The order of secp256k1 minus s (SEC 2 section 2.4.1).</summary>
    private static byte[] Negate(byte[] s)
    {
        BigInteger order = new(
            Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"), true, true);
        byte[] negated = (order - new BigInteger(s, isUnsigned: true, isBigEndian: true))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - negated.Length], .. negated];
    }
}
