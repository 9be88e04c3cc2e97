using System.Diagnostics.CodeAnalysis;
using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// What a finished ceremony leaves in the key register: a new root, or another line in the record of one that
/// is there. Which root it was about is read from the steps that compared it, not from the plan alone.
/// </summary>
internal static class CeremonyOutcome
{
    internal const string Keystore = "keystore";
    internal const string Shares = "shares";

    internal static Refusal? Check(State state, Transcript transcript, out RootRecord? record)
    {
        record = null;
        switch (transcript.Plan.Purpose)
        {
            case CeremonyPurpose.GenerateRoot or CeremonyPurpose.Import or CeremonyPurpose.Rotate
                or CeremonyPurpose.Compromise:
                return CheckNew(state, transcript, out record);
            case CeremonyPurpose.Backup or CeremonyPurpose.RestoreDrill or CeremonyPurpose.AddToken
                or CeremonyPurpose.Destroy or CeremonyPurpose.Return:
                return CheckKnown(state, transcript, out record);
            default:
                return new Refusal(
                    RegistryRefusal.NothingRegistered, "This ceremony changes nothing in the key register.",
                    "transcript.intent.plan.purpose",
                    "a ceremony that makes, backs up, tests or destroys a root");
        }
    }

    /// <summary>
    /// A root of its own; or the root that the institution was founded with, where a ceremony had made it.
    /// </summary>
    private static Refusal? CheckNew(State state, Transcript transcript, out RootRecord? record)
    {
        record = null;
        if (!TryReadRoot(transcript, CeremonySteps.Check, out Digest root)) return RootUntold();
        if (state.TryGetRoot(root, out RootRecord? known))
        {
            if (known.Ceremony is not null)
                return new Refusal(
                    RegistryRefusal.RootKnown, "The register has this root already.", "transcript");
            record = known with
            {
                Ceremony = transcript.Intent.Digest, Backups = BackupsOf(transcript.Plan),
            };
            return null;
        }

        CeremonyPlan plan = transcript.Plan;
        bool isStrict = state.Founding.Founding.Profile == Profile.Production;
        if (isStrict && plan.Keystore == ProtectionLevel.Software)
        {
            return new Refusal(
                RegistryRefusal.RootLevel, "A production institution takes no keys of level software.",
                "transcript.intent.plan.keystore", "hsm-wrapped");
        }

        if (plan.Client is { } client && !state.HasClient(client))
        {
            return new Refusal(
                RegistryRefusal.UnknownClient, "The registry does not hold this.",
                "transcript.intent.plan.client", "a registered client");
        }

        record = NewRoot(transcript, root, state.Time);
        return null;
    }

    private static Refusal? CheckKnown(State state, Transcript transcript, out RootRecord? record)
    {
        record = null;
        CeremonyPlan plan = transcript.Plan;
        string[] steps = plan.Purpose switch
        {
            CeremonyPurpose.Backup => [CeremonySteps.Check],
            CeremonyPurpose.RestoreDrill => [CeremonySteps.Root],
            CeremonyPurpose.AddToken or CeremonyPurpose.Return =>
                [plan.CollectsShares ? CeremonySteps.Root : CeremonySteps.Open],
            _ => DestructionSteps(plan),
        };
        foreach (string step in steps)
        {
            if (!TryReadRoot(transcript, step, out Digest root) || root != plan.Root) return RootUntold();
        }

        if (!state.TryGetRoot(plan.Root!.Value, out RootRecord? known))
            return KeyRules.UnknownRoot("transcript.intent.plan.root");
        record = plan.Purpose switch
        {
            CeremonyPurpose.Backup => known with { Backups = BackupsOf(plan) },
            CeremonyPurpose.RestoreDrill => known with { LastRestoreTest = EndOf(transcript) },
            CeremonyPurpose.AddToken => known with { Tokens = TokensOf(transcript) },
            CeremonyPurpose.Return => Returned(state, known),
            _ => known with { Destroyed = [
                .. known.Destroyed.Union(DestroyedBy(transcript), StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ] },
        };
        return null;
    }

    /// <summary>The client has it: whatever is still below it can only be moved away.</summary>
    private static RootRecord Returned(State state, RootRecord known) =>
        known.State.MayBecome(KeyState.Deactivated)
            ? known with
            {
                State = KeyState.Deactivated, ChangedAt = state.Time, Reason = "returned to the client",
            }
            : known;

    private static string[] DestructionSteps(CeremonyPlan plan) =>
    [
        .. plan.DestroysKeystore ? (string[])[CeremonySteps.Examine] : [],
        .. plan.DestroysShares ? (string[])[CeremonySteps.Root] : [],
    ];

    /// <summary>A keystore is not gone while a token that holds a key for it was away.</summary>
    private static IEnumerable<string> DestroyedBy(Transcript transcript)
    {
        bool isWhole = TryReadFacts(transcript, CeremonySteps.Destroy, out CanonicalObject? facts)
            && !facts.Has("remaining");
        if (transcript.Plan.DestroysKeystore && isWhole) yield return Keystore;
        if (transcript.Plan.DestroysShares) yield return Shares;
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

    private static Refusal RootUntold() => new(
        RegistryRefusal.TranscriptRoot, "The transcript does not say that the root was compared.",
        "transcript.entries", "the name of the root in the facts of the step that compared it");
}
