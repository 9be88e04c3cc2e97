using System.Security.Cryptography;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Benchmarks;

/// <summary>Somebody of the institution with a P-256 key of their own. Safe for use by several threads.</summary>
internal sealed class BenchPerson : IDisposable
{
    private readonly ECDsa secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly PersonId id;
    private readonly string group;
    private readonly PersonKey key;

    internal BenchPerson(string name, string group)
    {
        this.group = group;
        Invariant.Holds(PersonId.TryParse(name, out id, out _));
        ECPoint point = secret.ExportParameters(includePrivateParameters: false).Q;
        byte[] encoded = [4, .. point.X!, .. point.Y!];
        Invariant.Holds(PersonKey.TryCreate(KeyAlgorithm.P256, KeyClass.Independent, encoded, [], out PersonKey? made, out _));
        key = made;
    }

    internal PersonId Id => id;

    internal CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("groups", CanonicalArray.OfTexts([group])),
        ("keys", CanonicalArray.Of(key.ToCanonical())),
        ("person", Id.ToString()));

    internal FoundingSignature Sign(Founding founding) => new(key.Id, Id, Sign(founding.Digest));

    /// <summary>A signed statement over one intent, as it travels.</summary>
    internal byte[] Say(Verdict verdict, Intent intent)
    {
        Invariant.Holds(Statement.TryCreate(
            intent.Institution, Id, verdict, [intent.Digest], intent.CreatedAt, out Statement? statement, out _));
        return new SignedStatement(key.Id, Sign(statement.Hash), statement).ToBytes();
    }

    public void Dispose() => secret.Dispose();

    private StatementSignature.P256 Sign(Digest hash) => new(secret.SignHash(hash.ToBytes()));
}
