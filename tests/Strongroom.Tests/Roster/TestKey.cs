using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Roster;

/// <summary>A person's key with its private half, made from a name: real keys of every algorithm, for tests only.</summary>
internal abstract class TestKey
{
    internal static readonly StationPin Station = ParseStation("https://station.localhost:8443", "station.localhost");

    protected TestKey(KeyAlgorithm algorithm, KeyClass keyClass, byte[] publicKey, byte[] credentialId)
    {
        PersonKey.TryCreate(algorithm, keyClass, publicKey, credentialId, out PersonKey? key, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        Key = key!;
    }

    internal PersonKey Key { get; }

    internal static TestKey OfEd25519(string name, KeyClass keyClass = KeyClass.Independent) =>
        new Edwards(Ed25519PrivateKey.FromSeed(Seed(name)), keyClass);

    internal static TestKey OfP256(string name, KeyClass keyClass = KeyClass.Independent) =>
        new NistCurve(ImportP256(name), keyClass);

    internal static TestPasskey OfPasskeyEs256(string name)
    {
        ECDsa key = ImportP256(name);
        ECPoint point = key.ExportParameters(false).Q;
        byte[] cose = EncodeCose(5, 2, -7, (-1, 1), (-2, point.X!), (-3, point.Y!));
        return new TestPasskey(cose, Seed("credential " + name), message =>
            key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    internal static TestPasskey OfPasskeyEdDsa(string name)
    {
        Ed25519PrivateKey key = Ed25519PrivateKey.FromSeed(Seed(name));
        byte[] cose = EncodeCose(4, 1, -8, (-1, 6), (-2, key.PublicKey.ToArray()));
        return new TestPasskey(cose, Seed("credential " + name), message => key.Sign(message));
    }

    internal static TestPasskey OfPasskeyRs256(int bits)
    {
        RSA key = RSA.Create(bits);
        RSAParameters parameters = key.ExportParameters(false);
        byte[] cose = EncodeCose(4, 3, -257, (-1, parameters.Modulus!), (-2, parameters.Exponent!));
        return new TestPasskey(cose, Seed("credential rsa"), message =>
            key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    internal abstract StatementSignature Sign(Digest hash);

    internal SignedStatement Sign(Statement statement) => new(Key.Id, Sign(statement.Hash), statement);

    internal static StationPin ParseStation(string origin, string rpId)
    {
        StationPin.TryParse(
            CanonicalObject.Of(("origin", origin), ("rpId", rpId)), out StationPin? pin, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return pin!;
    }

    internal static byte[] EncodeCose(
        int count, int keyType, int algorithm, params (int Label, object Value)[] parameters)
    {
        CborWriter writer = new(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(count);
        writer.WriteInt32(1);
        writer.WriteInt32(keyType);
        writer.WriteInt32(3);
        writer.WriteInt32(algorithm);
        foreach ((int label, object value) in parameters)
        {
            writer.WriteInt32(label);
            if (value is int number) writer.WriteInt32(number);
            else writer.WriteByteString((byte[])value);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    internal static byte[] Seed(string name) => SHA256.HashData(Encoding.UTF8.GetBytes("strongroom test " + name));

    private static ECDsa ImportP256(string name)
    {
        ECDsa key = ECDsa.Create();
        key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Seed(name) });
        return key;
    }

    private sealed class Edwards(Ed25519PrivateKey key, KeyClass keyClass)
        : TestKey(KeyAlgorithm.Ed25519, keyClass, key.PublicKey.ToArray(), [])
    {
        internal override StatementSignature Sign(Digest hash) => new StatementSignature.Ed25519(key.Sign(hash.ToBytes()));
    }

    private sealed class NistCurve(ECDsa key, KeyClass keyClass)
        : TestKey(KeyAlgorithm.P256, keyClass, Encode(key), [])
    {
        internal override StatementSignature Sign(Digest hash) => new StatementSignature.P256(key.SignHash(hash.ToBytes()));

        private static byte[] Encode(ECDsa key)
        {
            ECPoint point = key.ExportParameters(false).Q;
            return [4, .. point.X!, .. point.Y!];
        }
    }
}
