using Strongroom.Activation;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Custodians came together and the Signer's keys were unlocked: who, under which terms, and which.
/// </summary>
public sealed record ActivatedLeaf(
    LeafStamp Stamp, Digest Terms, string Session, IReadOnlyList<GivenShare> By,
    IReadOnlyList<KeystoreFact> Keystores) : Leaf(Stamp)
{
    internal const int SessionCharactersMax = 80;

    public override string Action => LeafAction.Activated;

    internal static ActivatedLeaf Read(ref MemberReader read, LeafStamp stamp)
    {
        Digest terms = read.Digest("terms");
        string session = read.Text("session", SessionCharactersMax);
        CanonicalObject[] bodies =
            read.Objects("by", ActivationTerms.ThresholdMin, ActivationTerms.CustodiansMax);
        GivenShare[] by = new GivenShare[bodies.Length];
        for (int i = 0; i < bodies.Length; i++)
        {
            if (GivenShare.TryParse(bodies[i], out GivenShare? given, out Refusal? refusal, $"by[{i}]"))
                by[i] = given;
            else
                read.Keep(refusal);
        }

        return new ActivatedLeaf(stamp, terms, session, by, KeystoreFact.ReadAll(ref read, "keystores"));
    }

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("by", CanonicalArray.OfObjects(By.Select(given => given.ToCanonical()))),
        ("keystores", KeystoreFact.Write(Keystores)),
        ("session", Session),
        ("terms", Terms.ToString()),
    ];
}
