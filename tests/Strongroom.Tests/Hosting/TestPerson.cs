using System.Security.Cryptography;
using Strongroom.Cryptography.P256;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Hosting;

/// <summary>Somebody with a P-256 key of their own, as the CLI would make it.</summary>
internal sealed class TestPerson : IDisposable
{
    private readonly ECDsa secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal TestPerson(string name, params string[] groups)
    {
        PersonId.TryParse(name, out PersonId id, out _).ShouldBeTrue();
        Id = id;
        Groups = groups;
        ECPoint point = secret.ExportParameters(includePrivateParameters: false).Q;
        byte[] encoded = [4, .. point.X!, .. point.Y!];
        PersonKey.TryCreate(
            KeyAlgorithm.P256, KeyClass.Independent, encoded, [], out PersonKey? key, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        Key = key!;
    }

    internal PersonId Id { get; }

    internal IReadOnlyList<string> Groups { get; }

    internal PersonKey Key { get; }

    internal CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("groups", CanonicalArray.OfTexts(Groups)),
        ("keys", CanonicalArray.Of(Key.ToCanonical())),
        ("person", Id.ToString()));

    internal StatementSignature.P256 Sign(Digest hash) => new(secret.SignHash(hash.ToBytes()));

    internal FoundingSignature SignFounding(Founding founding) => new(Key.Id, Id, Sign(founding.Digest));

    /// <summary>A signed statement as it travels.</summary>
    internal SignedStatement Say(Digest genesis, Verdict verdict, Timestamp at, params ReadOnlySpan<Digest> intents)
    {
        Statement.TryCreate(genesis, Id, verdict, intents, at, out Statement? statement, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return new SignedStatement(Key.Id, Sign(statement!.Hash), statement);
    }

    /// <summary>The key in a file, as the command line takes it.</summary>
    internal string SaveKey(string folder)
    {
        string path = Path.Combine(folder, $"{Id}.pem");
        if (File.Exists(path)) return path;
        byte[] scalar = secret.ExportParameters(includePrivateParameters: true).D!;
        P256PrivateKey.TryCreate(scalar, out P256PrivateKey? key).ShouldBeTrue();
        using (key) key.Save(path);
        return path;
    }

    public void Dispose() => secret.Dispose();
}
