using System.Diagnostics.CodeAnalysis;
using Strongroom.Ceremonies;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// Whether the key register may change as an intent says: a transcript counts only where its plan took effect
/// in this very journal, and a root changes its state only along the table.
/// </summary>
internal static class KeyRules
{
    /// <summary>
    /// Null when the record of the root after the registration is <paramref name="record"/>.
    /// </summary>
    internal static Refusal? Check(
        State state, Intent.KeyRegistration intent, TranscriptReader transcripts, out RootRecord? record)
    {
        record = null;
        if (transcripts(intent.Transcript) is not { } evidence)
        {
            return new Refusal(
                RegistryRefusal.TranscriptMissing, "The transcript did not come with the intent.",
                "transcript", "the attachment whose SHA-256 stands here");
        }

        if (evidence.Fault is not null) return evidence.Fault;
        Transcript transcript = evidence.Transcript!;
        return CheckPlan(state, transcript)
            ?? CheckParticipants(state, transcript)
            ?? CheckRoot(state, transcript, out record);
    }

    /// <summary>What a registration that may take effect leaves; null for every other kind.</summary>
    internal static KeyEffect? EffectOf(State state, Intent intent, TranscriptReader transcripts)
    {
        if (intent is not Intent.KeyRegistration registration) return null;
        Refusal? refusal = Check(state, registration, transcripts, out RootRecord? record);
        Invariant.Holds(refusal is null && record is not null);
        return new KeyEffect(record, transcripts(registration.Transcript)!.Transcript!.Intent.Digest);
    }

    internal static Refusal? Check(State state, Intent.KeyStateChange intent)
    {
        if (!state.TryGetRoot(intent.Root, out RootRecord? root)) return UnknownRoot("root");
        if (!root.State.MayBecome(intent.State))
        {
            return new Refusal(
                RegistryRefusal.KeyTransition, $"The root is {root.State.ToText()}.", "state",
                root.State.FollowersText());
        }

        bool isUnsecured = intent.State == KeyState.Active && !root.HasBackup;
        return isUnsecured && root.State == KeyState.PreActive ? WithoutBackup("root") : null;
    }

    /// <summary>Null when new accounts of that owner may be derived below a root.</summary>
    internal static Refusal? CheckNewAccounts(State state, Uuid7 owner)
    {
        if (!state.TryGetRootFor(owner, out RootRecord? root))
        {
            return new Refusal(
                RegistryRefusal.NoActiveRoot, "No root is active.", "accounts", "a key-state-change first");
        }

        bool isStrict = state.Founding.Founding.Profile == Profile.Production;
        return isStrict && !root.HasBackup ? WithoutBackup("accounts") : null;
    }

    /// <summary>Once a plan, and only one that the quorum approved.</summary>
    private static Refusal? CheckPlan(State state, Transcript transcript)
    {
        bool isApproved = state.TryGetIntent(transcript.Intent.Digest, out IntentRecord? plan)
            && plan.State == RegisteredState.Effective;
        if (!isApproved)
        {
            return new Refusal(
                RegistryRefusal.PlanNotApproved, "The plan of this ceremony did not take effect here.",
                "transcript.intent", "a ceremony intent that is effective in this journal");
        }

        return state.Table.TryGet(TableKey.Ceremony(transcript.Intent.Digest), out _)
            ? new Refusal(
                RegistryRefusal.CeremonyKnown, "This ceremony was registered already.", "transcript",
                "another ceremony")
            : null;
    }

    /// <summary>Whoever is in the roster signs ceremonies with a key that the roster lists.</summary>
    private static Refusal? CheckParticipants(State state, Transcript transcript)
    {
        foreach (Ceremonies.Participant one in transcript.Plan.People)
        {
            if (!state.Roster.TryGetPerson(one.Person, out Person? person)) continue;
            if (person.Keys.Any(key => key.Id == one.Key)) continue;
            return new Refusal(
                RegistryRefusal.ParticipantKey, $"The key of {one.Person} is not the roster's.",
                "transcript.intent.plan", "for people of the roster, one of their keys there");
        }

        return null;
    }

    private static Refusal? CheckRoot(State state, Transcript transcript, out RootRecord? record)
    {
        record = null;
        CeremonyPlan plan = transcript.Plan;
        bool isNew = plan.Root is null;
        string step = plan.Purpose == CeremonyPurpose.RestoreDrill ? CeremonySteps.Root : CeremonySteps.Check;
        if (!TryReadRoot(transcript, step, out Digest root) || (!isNew && root != plan.Root))
        {
            return new Refusal(
                RegistryRefusal.TranscriptRoot, "The transcript does not say that the root was rebuilt.",
                "transcript.entries", "the name of the root in the facts of the step that compared it");
        }

        bool isKnown = state.TryGetRoot(root, out RootRecord? known);
        if (isNew == isKnown)
        {
            return isNew
                ? new Refusal(RegistryRefusal.RootKnown, "The register has this root already.", "transcript")
                : UnknownRoot("transcript.intent.plan.root");
        }

        Timestamp at = EndOf(transcript);
        record = isNew ? NewRoot(transcript, root, state.Time) : plan.Purpose == CeremonyPurpose.RestoreDrill
            ? known! with { LastRestoreTest = at }
            : known! with { Backups = BackupsOf(plan) };
        return isNew ? CheckNew(state, plan) : null;
    }

    private static Refusal? CheckNew(State state, CeremonyPlan plan)
    {
        bool isStrict = state.Founding.Founding.Profile == Profile.Production;
        if (isStrict && plan.Keystore == ProtectionLevel.Software)
        {
            return new Refusal(
                RegistryRefusal.RootLevel, "A production institution takes no keys of level software.",
                "transcript.intent.plan.keystore", "hsm-wrapped");
        }

        return plan.Client is { } client && !state.HasClient(client)
            ? new Refusal(
                RegistryRefusal.UnknownClient, "The registry does not hold this.",
                "transcript.intent.plan.client", "a registered client")
            : null;
    }

    private static RootRecord NewRoot(Transcript transcript, Digest root, Timestamp now) => new()
    {
        Root = root,
        State = KeyState.PreActive,
        Level = transcript.Plan.Keystore,
        IsExportable = RootRecord.CanLeave(transcript.Plan.Keystore),
        Tokens = TokensOf(transcript),
        Backups = BackupsOf(transcript.Plan),
        Client = transcript.Plan.Client,
        Ceremony = transcript.Intent.Digest,
        ChangedAt = now,
    };

    private static RootBackup[] BackupsOf(CeremonyPlan plan) =>
    [
        .. plan.Custodians.Select(one => new RootBackup(
            one.Person, one.Site, one.Country.ToString(),
            one.Recipient is null ? RootBackup.Paper : RootBackup.ShareFile)),
    ];

    private static TokenFact[] TokensOf(Transcript transcript)
    {
        if (!TryReadFacts(transcript, CeremonySteps.Seal, out CanonicalObject? facts)) return [];
        MemberReader read = new(facts);
        TokenFact[] tokens = TokenFact.ReadAll(ref read, "tokens");
        return read.IsRight ? tokens : [];
    }

    private static Timestamp EndOf(Transcript transcript)
    {
        MemberReader read = new(transcript.Entries[^1].Body);
        return read.Time("at");
    }

    private static bool TryReadRoot(Transcript transcript, string step, out Digest root)
    {
        root = default;
        return TryReadFacts(transcript, step, out CanonicalObject? facts)
            && facts.TryText("root", out string? text)
            && Digest.TryParse(text, out root, out _);
    }

    /// <summary>The facts of the last time that the step was done.</summary>
    private static bool TryReadFacts(
        Transcript transcript, string step, [NotNullWhen(true)] out CanonicalObject? facts)
    {
        facts = null;
        TranscriptEntry? entry = transcript.Entries.LastOrDefault(
            one => one.Step == step && one.Outcome == TranscriptEntry.Done);
        return entry is not null && entry.Body.TryObject("facts", out facts);
    }

    private static Refusal UnknownRoot(string field) => new(
        RegistryRefusal.UnknownRoot, "The key register does not hold this root.", field, "a registered root");

    private static Refusal WithoutBackup(string field) => new(
        RegistryRefusal.RootWithoutBackup, "The backups of the root were not checked at enough sites.", field,
        $"a registered ceremony that checked its shares at {RootRecord.BackupSitesMin} sites or more");
}
