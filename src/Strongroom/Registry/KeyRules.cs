using Strongroom.Ceremonies;
using Strongroom.Cryptography;
using Strongroom.Intents;
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
            ?? CeremonyOutcome.Check(state, transcript, out record);
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

        if (intent.State == KeyState.Destroyed && !root.IsGone)
        {
            return new Refusal(
                RegistryRefusal.NotDestroyed, "No registered ceremony destroyed all that holds the root.",
                "root", "destroy ceremonies for the keystore and for the shares, registered");
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

    /// <summary>The same below the root of the cold Signer whose pool gives the addresses.</summary>
    internal static Refusal? CheckPooledAccounts(State state)
    {
        RootRecord root = state.GetRoot(state.ColdSigners[^1].Root);
        if (root.State != KeyState.Active)
        {
            return new Refusal(
                RegistryRefusal.NoActiveRoot, "The root of the cold Signer is not active.", "accounts",
                "a key-state-change first");
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

    internal static Refusal UnknownRoot(string field) => new(
        RegistryRefusal.UnknownRoot, "The key register does not hold this root.", field, "a registered root");

    private static Refusal WithoutBackup(string field) => new(
        RegistryRefusal.RootWithoutBackup, "The backups of the root were not checked at enough sites.", field,
        $"a registered ceremony that checked its shares at {RootRecord.BackupSitesMin} sites or more");
}
