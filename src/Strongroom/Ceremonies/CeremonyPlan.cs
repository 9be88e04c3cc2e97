using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;

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
    public const int CountriesMax = 16;
    public const string Algorithm = "bip32-seed";

    private const int IncidentCharactersMax = 120;
    private const string KeystoreCopy = "keystore";
    private const string SharesCopy = "shares";

    private CeremonyPlan(ref MemberReader read)
    {
        Purpose = read.Parse<CeremonyPurpose>("purpose", CeremonyPurposes.TryParse);
        read.Require(read.Text("algorithm") == Algorithm, JsonRefusals.MalformedValue("plan.algorithm",
            Algorithm));
        Keystore = ReadKeystore(ref read);
        Threshold = (int)read.Integer("threshold", ThresholdMin, CustodiansMax);
        Custodians = ReadEach(ref read, "custodians", (ThresholdMin, CustodiansMax), PlannedCustodian.Read);
        Witnesses = ReadEach(ref read, "witnesses", (1, WitnessesMax), Participant.Read);
        SecurityManager = Participant.Read(
            read.Object("securityManager"), "plan.securityManager", out Refusal? refusal);
        read.Keep(refusal);
        Software = read.Digest("software");
        Root = read.Has("root") ? read.Digest("root") : null;
        Tokens = read.Has("tokens")
            ? ReadEach(ref read, "tokens", (1, PlannedToken.TokensMax), PlannedToken.Read)
            : [];
        Residency = read.Has("residency")
            ? read.List<CountryCode>("residency", 1, CountriesMax, CountryCode.TryParse)
            : null;
        Client = read.Has("client") ? new ClientId(read.Id("client")) : null;
        Source = read.Has("source") ? read.Parse<RootSource>("source", RootSources.TryParse) : null;
        Incident = read.Has("incident") ? read.Text("incident", IncidentCharactersMax) : null;
        Receiver = ReadMaybe(ref read, "receiver", PlannedReceiver.Read);
        Succession = ReadMaybe(ref read, "succession", PlannedSuccession.Read);
        string[] destroyed = read.Has("destroys") ? read.List<string>("destroys", 1, 2, TryReadCopy) : [];
        DestroysKeystore = destroyed.Contains(KeystoreCopy);
        DestroysShares = destroyed.Contains(SharesCopy);
        read.Require(
            destroyed.Distinct(StringComparer.Ordinal).Count() == destroyed.Length,
            JsonRefusals.MalformedValue("plan.destroys", "each at most once"));
    }

    private delegate T ReadItem<T>(CanonicalObject body, string path, out Refusal? refusal);

    public CeremonyPurpose Purpose { get; }

    /// <summary>Where the root rests between its uses: software or hsm-wrapped.</summary>
    public ProtectionLevel Keystore { get; }

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

    /// <summary>None where the keystore is software.</summary>
    public PlannedToken[] Tokens { get; }

    /// <summary>The countries that may hold the root and its shares; null where any may.</summary>
    public CountryCode[]? Residency { get; }

    /// <summary>To whom a dedicated root belongs.</summary>
    public ClientId? Client { get; }

    /// <summary>For import, return and add-token: from where the root comes into the ceremony.</summary>
    public RootSource? Source { get; }

    /// <summary>For compromise: what names the incident.</summary>
    public string? Incident { get; }

    /// <summary>For return: who takes the root.</summary>
    public PlannedReceiver? Receiver { get; }

    /// <summary>For succession: the journal that ended and the one that follows.</summary>
    public PlannedSuccession? Succession { get; }

    public bool DestroysKeystore { get; }

    public bool DestroysShares { get; }

    /// <summary>Whether the shares are brought back, to be more than looked at.</summary>
    public bool CollectsShares => Purpose == CeremonyPurpose.RestoreDrill
        || (Source == RootSource.Shares && Purpose is CeremonyPurpose.Return or CeremonyPurpose.AddToken);

    public IEnumerable<Participant> People => Receiver is null
        ? [.. Custodians.Select(custodian => custodian.Who), .. Witnesses, SecurityManager]
        : [.. Custodians.Select(custodian => custodian.Who), .. Witnesses, SecurityManager, Receiver.Who];

    internal PurposeTraits Traits => PurposeTraits.Of(Purpose);

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out CeremonyPlan? plan,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        plan = null;
        MemberReader read = new(body, "plan");
        CeremonyPlan whole = new(ref read);
        if (read.IsRight) read.Keep(CeremonyPlanRules.Check(whole, body));
        if (!read.TryEnd(out refusal)) return false;
        plan = whole;
        return true;
    }

    /// <summary>
    /// Who is missing for the ceremony to begin: everybody is needed, except that m custodians are enough
    /// where no share is made and none destroyed.
    /// </summary>
    public Refusal? CheckPresence(IReadOnlyCollection<PersonId> present)
    {
        if (!present.Contains(SecurityManager.Person)) return Missing("security manager",
            SecurityManager.Person);
        foreach (Participant witness in Witnesses)
        {
            if (!present.Contains(witness.Person)) return Missing("witness", witness.Person);
        }

        if (Receiver is not null && !present.Contains(Receiver.Person))
            return Missing("receiver", Receiver.Person);
        int needed = Traits.NeedsEverybody ? Custodians.Length : Threshold;
        int here = Custodians.Count(custodian => present.Contains(custodian.Person));
        return here >= needed
            ? null : Missing("custodian", Custodians.First(one => !present.Contains(one.Person)).Person);
    }

    private static ProtectionLevel ReadKeystore(ref MemberReader read)
    {
        bool isKnown = ProtectionLevels.TryParse(read.Text("keystore"), out ProtectionLevel level)
            && level is ProtectionLevel.Software or ProtectionLevel.HsmWrapped;
        read.Require(
            isKnown, JsonRefusals.MalformedValue("plan.keystore", "software or hsm-wrapped"));
        return level;
    }

    private static T[] ReadEach<T>(
        ref MemberReader read, string name, (int Min, int Max) count, ReadItem<T> readItem)
    {
        CanonicalObject[] bodies = read.Objects(name, count.Min, count.Max);
        T[] items = new T[bodies.Length];
        for (int i = 0; i < bodies.Length && read.IsRight; i++)
        {
            items[i] = readItem(bodies[i], $"plan.{name}[{i}]", out Refusal? refusal);
            read.Keep(refusal);
        }

        return items;
    }

    private static T? ReadMaybe<T>(ref MemberReader read, string name, ReadItem<T?> readItem)
        where T : class
    {
        if (!read.Has(name)) return null;
        T? item = readItem(read.Object(name), $"plan.{name}", out Refusal? refusal);
        read.Keep(refusal);
        return item;
    }

    private static bool TryReadCopy(
        string text, [NotNullWhen(true)] out string? copy, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isCopy = text is KeystoreCopy or SharesCopy;
        copy = isCopy ? text : null;
        refusal = isCopy ? null : JsonRefusals.MalformedValue("destroys", $"{KeystoreCopy}, {SharesCopy}");
        return isCopy;
    }

    private static Refusal Missing(string role, PersonId person) => new(
        CeremonyRefusal.RoleMissing, $"The {role} {person} is not here.", "key",
            "the key files of all who are needed");
}
