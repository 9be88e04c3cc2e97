using System.Buffers.Text;
using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Plans with fixed people: three custodians at three sites, a witness, a security manager.</summary>
internal static class CeremonySamples
{
    internal const string Recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    internal const string Client = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

    internal static readonly string[] Custodians = ["carol", "dave", "erin"];

    internal static readonly string[] Others = ["walter", "sandra"];

    internal static Digest Root { get; } = Digest.Sha256("a root"u8);

    internal static TestKey KeyOf(string person) => TestKey.OfEd25519("ceremony " + person);

    /// <summary>A sound plan for any purpose.</summary>
    internal static CanonicalObject Plan(string purpose = "backup")
    {
        CanonicalObject plan = CanonicalObject.Of(
            ("algorithm", CeremonyPlan.Algorithm), ("keystore", "software"), ("purpose", purpose),
            ("threshold", 2), ("custodians", CanonicalArray.OfObjects(Custodians.Select(Custodian))),
            ("witnesses", CanonicalArray.Of(Person("walter"))), ("securityManager", Person("sandra")),
            ("software", $"{Digest.Sha256("a program"u8)}"));
        if (purpose is not ("generate-root" or "import" or "succession")) plan = plan.With("root", $"{Root}");
        return purpose switch
        {
            "import" => plan.With("source", "words"),
            "compromise" => plan.With("incident", "INC-2026-011").With("destroys", CanonicalArray.OfTexts(["keystore"])),
            "return" => plan.With("source", "keystore").With("client", Client)
                .With("receiver", Person("rosa").With("recipient", Recipient)),
            "destroy" => plan.With("destroys", CanonicalArray.OfTexts(["keystore", "shares"])),
            "add-token" => plan.With("source", "keystore").With("keystore", "hsm-wrapped")
                .With("tokens", CanonicalArray.Of(Token("lyon-1", "FR"))),
            "succession" => plan.With("succession", Succession()),
            _ => plan,
        };
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

    internal static CanonicalObject Succession(string successor = LostJournal.Origin + "/2")
    {
        using LostJournal journal = new();
        SignedCheckpoint last = journal.Sign(new Checkpoint(LostJournal.Origin, 9, TreeHash.Read(Root.ToBytes())));
        return CanonicalObject.Of(
            ("checkpoint", Base64Url.EncodeToString(last.ToBytes())),
            ("journalKey", $"{NoteKey.Log(successor, Root.ToBytes())}"));
    }
}
