using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// The plan of a ceremony (docs/formats/ceremony.md): what for, who, m of n, where the shares go, and with
/// which software. Judged here from its own members alone.
/// </summary>
public sealed class CeremonyPlan
{
    public const int ThresholdMin = 2;
    public const int CustodiansMax = 16;
    public const int WitnessesMax = 8;
    public const string Algorithm = "bip32-seed";
    public const string Keystore = "software";

    private CeremonyPlan(ref MemberReader read)
    {
        Purpose = read.Parse<CeremonyPurpose>("purpose", CeremonyPurposes.TryParse);
        read.Require(read.Text("algorithm") == Algorithm, JsonRefusals.MalformedValue("plan.algorithm",
            Algorithm));
        read.Require(read.Text("keystore") == Keystore, JsonRefusals.MalformedValue("plan.keystore",
            Keystore));
        Threshold = (int)read.Integer("threshold", ThresholdMin, CustodiansMax);
        CanonicalObject[] custodians = read.Objects("custodians", ThresholdMin, CustodiansMax);
        CanonicalObject[] witnesses = read.Objects("witnesses", 1, WitnessesMax);
        CanonicalObject manager = read.Object("securityManager");
        Software = read.Digest("software");
        Root = read.Has("root") ? read.Digest("root") : null;
        Custodians = new PlannedCustodian[custodians.Length];
        Witnesses = new Participant[witnesses.Length];
        Refusal? refusal;
        for (int i = 0; i < custodians.Length && read.IsRight; i++)
        {
            Custodians[i] = PlannedCustodian.Read(custodians[i], $"plan.custodians[{i}]", out refusal);
            read.Keep(refusal);
        }

        for (int i = 0; i < witnesses.Length && read.IsRight; i++)
        {
            Witnesses[i] = Participant.Read(witnesses[i], $"plan.witnesses[{i}]", out refusal);
            read.Keep(refusal);
        }

        SecurityManager = Participant.Read(manager, "plan.securityManager", out refusal);
        read.Keep(refusal);
    }

    public CeremonyPurpose Purpose { get; }

    public int Threshold { get; }

    /// <summary>In the order in which they receive their shares.</summary>
    public PlannedCustodian[] Custodians { get; }

    public Participant[] Witnesses { get; }

    public Participant SecurityManager { get; }

    /// <summary>SHA-256 of the program that performs it.</summary>
    public Digest Software { get; }

    /// <summary>
    /// What names the root without giving it away; absent where the root does not exist yet.
    /// </summary>
    public Digest? Root { get; }

    public IEnumerable<Participant> People =>
        [.. Custodians.Select(custodian => custodian.Who), .. Witnesses, SecurityManager];

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out CeremonyPlan? plan,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        plan = null;
        MemberReader read = new(body, "plan");
        CeremonyPlan whole = new(ref read);
        if (read.IsRight) read.Keep(whole.Check());
        if (!read.TryEnd(out refusal)) return false;
        plan = whole;
        return true;
    }

    /// <summary>
    /// Who is missing for the ceremony to begin: everybody is needed, except that m custodians are enough
    /// where shares are only brought back.
    /// </summary>
    public Refusal? CheckPresence(IReadOnlyCollection<PersonId> present)
    {
        if (!present.Contains(SecurityManager.Person)) return Missing("security manager",
            SecurityManager.Person);
        foreach (Participant witness in Witnesses)
        {
            if (!present.Contains(witness.Person)) return Missing("witness", witness.Person);
        }

        int needed = Purpose == CeremonyPurpose.RestoreDrill ? Threshold : Custodians.Length;
        int here = Custodians.Count(custodian => present.Contains(custodian.Person));
        return here >= needed
            ? null : Missing("custodian", Custodians.First(one => !present.Contains(one.Person)).Person);
    }

    private Refusal? Check()
    {
        if (Threshold > Custodians.Length)
        {
            return new Refusal(
                CeremonyRefusal.Threshold, "More shares would be needed than there are custodians.",
                "plan.threshold", $"2 to {Custodians.Length}");
        }

        Participant[] people = [.. People];
        bool isDistinct = people.DistinctBy(one => one.Person).Count() == people.Length
            && people.DistinctBy(one => one.Key).Count() == people.Length;
        if (!isDistinct)
        {
            return new Refusal(
                CeremonyRefusal.RoleTwice, "A person or a key has two roles.", "plan",
                "each person in one role");
        }

        return CheckSites() ?? CheckRoot();
    }

    /// <summary>
    /// No site alone may hold enough shares, nor keep so many that its loss leaves too few.
    /// </summary>
    private Refusal? CheckSites()
    {
        int most = Custodians.GroupBy(one => one.Site, StringComparer.Ordinal).Max(site => site.Count());
        bool isSpread = most < Threshold && Custodians.Length - most >= Threshold;
        return isSpread
            ? null
            : new Refusal(
                CeremonyRefusal.SiteRule, "One site could rebuild the key, or its loss would lose the key.",
                "plan.custodians", "at every site fewer shares than the threshold, and enough elsewhere");
    }

    private Refusal? CheckRoot() => Root is null == (Purpose == CeremonyPurpose.GenerateRoot)
        ? null
        : new Refusal(
            CeremonyRefusal.Root, "A new root has no name yet, and an existing one must be named.",
            "plan.root", "the root for backup and restore-drill, none for generate-root");

    private static Refusal Missing(string role, PersonId person) => new(
        CeremonyRefusal.RoleMissing, $"The {role} {person} is not here.", "key",
            "the key files of all who are needed");
}
