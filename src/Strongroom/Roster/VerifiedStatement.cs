using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// A statement whose signature was verified under a key of the roster, with who signed and how. There is no
/// other way to get one, so whoever takes this type takes only verified statements.
/// </summary>
public sealed class VerifiedStatement
{
    private VerifiedStatement(SignedStatement signed, Person person, PersonKey key)
    {
        Signed = signed;
        Person = person;
        Key = key;
    }

    public SignedStatement Signed { get; }

    public Statement Statement => Signed.Statement;

    public Person Person { get; }

    public PersonKey Key { get; }

    /// <summary>In this order: the institution, the key, the person, the signature.</summary>
    public static bool TryVerify(
        SignedStatement signed,
        RosterState roster,
        Digest genesis,
        StationPin station,
        [NotNullWhen(true)] out VerifiedStatement? verified,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        verified = null;
        Statement statement = signed.Statement;
        if (statement.Genesis != genesis) refusal = StatementRefusals.OtherGenesis();
        else if (!roster.TryGetKey(signed.Key, out Person? person, out PersonKey? key))
            refusal = StatementRefusals.UnknownKey();
        else if (person.Id != statement.Person) refusal = StatementRefusals.OtherPerson();
        else
        {
            refusal = StatementVerification.Verify(key, signed.Signature, statement.Hash, station);
            if (refusal is null) verified = new VerifiedStatement(signed, person, key);
        }

        return verified is not null;
    }
}
