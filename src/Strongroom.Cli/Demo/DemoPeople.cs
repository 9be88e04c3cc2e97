using Strongroom.Cli.Intents;
using Strongroom.Cli.Roster;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Demo;

/// <summary>The founders, each with a key of their own in a file of mode 0600.</summary>
internal sealed class DemoPeople(DemoFolder folder)
{
    internal const string Operator = "olga";
    internal const string FirstApprover = "alice";
    internal const string SecondApprover = "bob";

    /// <summary>An approver who may also request, and whose second key is the passkey.</summary>
    internal const string ThirdApprover = "carol";

    internal const string Administrator = "adam";

    private static readonly (string Person, string[] Groups, KeyAlgorithm Algorithm)[] s_founders =
    [
        (Administrator, ["administrators"], KeyAlgorithm.Ed25519),
        (FirstApprover, ["approvers"], KeyAlgorithm.Ed25519),
        (SecondApprover, ["approvers"], KeyAlgorithm.P256),
        (ThirdApprover, ["approvers", "operators"], KeyAlgorithm.Ed25519),
        (Operator, ["operators"], KeyAlgorithm.P256),
    ];

    internal string PasskeyFile => Path.Combine(folder.People, $"{ThirdApprover}.passkey.json");

    /// <summary>Makes the keys that are not there, and lists everybody as the founding file does.</summary>
    internal CanonicalArray Ensure()
    {
        foreach ((string person, _, KeyAlgorithm algorithm) in s_founders)
        {
            if (!File.Exists(KeyFileOf(person))) PersonKeyFile.Create(KeyFileOf(person), algorithm).Dispose();
        }

        return CanonicalArray.OfObjects(s_founders.Select(founder => Listed(founder.Person)));
    }

    /// <summary>The person's entry with further keys.</summary>
    internal CanonicalObject Listed(string person, params CanonicalObject[] further)
    {
        using PersonKeyFile key = Open(person);
        CanonicalObject own = key.ToPersonKey(KeyClass.Independent).ToCanonical();
        string[] groups = s_founders.Single(founder => founder.Person == person).Groups;
        return CanonicalObject.Of(
            ("groups", CanonicalArray.OfTexts(groups)), ("keys", CanonicalArray.OfObjects([own, .. further])),
            ("person", person));
    }

    internal SignedFounding Found(Founding founding)
    {
        List<FoundingSignature> signatures = [];
        foreach (Person person in founding.Roster.People)
        {
            using PersonKeyFile key = Open(person.Id.ToString());
            signatures.Add(new FoundingSignature(person.Keys[0].Id, person.Id, key.Sign(founding.Digest)));
        }

        CanonicalObject signed = SignedFounding.Compose(founding, signatures);
        return SignedFounding.TryParse(signed, out SignedFounding? whole, out Refusal? refusal)
            ? whole
            : throw new DemoStoppedException($"the founding file is refused: {refusal}");
    }

    /// <summary>What <c>statement sign</c> does, after the intent's bytes were decoded here.</summary>
    internal SignedStatement Sign(string person, Verdict verdict, Intent intent)
    {
        using PersonKeyFile key = Open(person);
        return SignStatement.Sign(key, StatementOf(person, verdict, intent));
    }

    internal static Statement StatementOf(string person, Verdict verdict, Intent intent)
    {
        Refusal? refusal = null;
        bool isStatement = PersonId.TryParse(person, out PersonId id, out refusal);
        Statement? statement = null;
        isStatement = isStatement && Statement.TryCreate(
            intent.Institution, id, verdict, [intent.Digest], Timestamp.From(TimeProvider.System.GetUtcNow()),
            out statement, out refusal);
        return isStatement ? statement!
            : throw new DemoStoppedException($"the statement is refused: {refusal}");
    }

    private string KeyFileOf(string person) => Path.Combine(folder.People, $"{person}.key");

    private PersonKeyFile Open(string person) =>
        PersonKeyFile.TryOpen(KeyFileOf(person), out PersonKeyFile? key, out Refusal? refusal)
            ? key
            : throw new DemoStoppedException($"{KeyFileOf(person)}: {refusal}");
}
