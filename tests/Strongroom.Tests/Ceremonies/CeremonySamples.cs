using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Plans with fixed people: three custodians at three sites, a witness, a security manager.</summary>
internal static class CeremonySamples
{
    internal const string Recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    internal static readonly string[] Custodians = ["carol", "dave", "erin"];

    internal static readonly string[] Others = ["walter", "sandra"];

    internal static Digest Root { get; } = Digest.Sha256("a root"u8);

    internal static TestKey KeyOf(string person) => TestKey.OfEd25519("ceremony " + person);

    internal static CanonicalObject Plan(string purpose = "backup")
    {
        CanonicalObject plan = CanonicalObject.Of(
            ("algorithm", CeremonyPlan.Algorithm), ("keystore", "software"), ("purpose", purpose),
            ("threshold", 2), ("custodians", CanonicalArray.OfObjects(Custodians.Select(Custodian))),
            ("witnesses", CanonicalArray.Of(Person("walter"))), ("securityManager", Person("sandra")),
            ("software", $"{Digest.Sha256("a program"u8)}"));
        return purpose == "generate-root" ? plan : plan.With("root", $"{Root}");
    }

    /// <summary>The same with two tokens.</summary>
    internal static CanonicalObject WrappedPlan(string purpose = "generate-root") => Plan(purpose)
        .With("keystore", "hsm-wrapped")
        .With("tokens", CanonicalArray.Of(Token("paris-1", "FR"), Token("hongkong-1", "HK")));

    internal static CanonicalObject Token(string label, string country) =>
        CanonicalObject.Of(("country", country), ("label", label), ("site", $"site of {label}"));

    internal static CanonicalObject Person(string name) =>
        CanonicalObject.Of(("key", $"{KeyOf(name).Key.Id}"), ("person", name));

    internal static CanonicalObject Custodian(string name)
    {
        CanonicalObject one = Person(name).With("site", $"site of {name}").With("country", name == "erin" ? "HK" : "FR");
        return name == "erin" ? one : one.With("recipient", Recipient);
    }
}
