using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// The cold Signer's decision on a request as a whole, in written order. When it allows, the home's state has
/// taken up the governance leaves; when it refuses, that state may hold some of them and is to be dropped.
/// </summary>
public static class TakeRequest
{
    /// <summary>How old the checkpoint of a request may be, by the clock of the cold machine.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(7);

    /// <summary>The governance leaves that were new, when nothing is wrong.</summary>
    public static bool Decide(
        ColdState state,
        ColdRequest request,
        Timestamp now,
        [NotNullWhen(true)] out IReadOnlyList<GovernanceLeaf>? taken,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        taken = null;
        refusal = CheckParties(state, request) ?? CheckHead(state, request, now) ?? CheckLeaf(state, request);
        if (refusal is not null) return false;
        List<GovernanceLeaf> fresh = [];
        refusal = Follow(state.Home, request, fresh);
        if (refusal is null) taken = fresh;
        return taken is not null;
    }

    private static Refusal? CheckParties(ColdState state, ColdRequest request)
    {
        if (request.Institution != state.Founded.Institution) return ColdRefusals.OtherInstitution();
        if (request.Cold != state.Founded.Signer.Origin) return ColdRefusals.OtherSigner();
        if (!request.File.IsBy(Trust(state).Log, request.Digest)) return ColdRefusals.SignatureInvalid();
        return state.IsAnswered(request.Digest)
            ? new Refusal(
                ColdRefusal.RequestReplayed,
                "This request was answered before.",
                null,
                "a new request; the response of this one is in the folder `responses`")
            : null;
    }

    private static Refusal? CheckHead(ColdState state, ColdRequest request, Timestamp now)
    {
        if (Trust(state).Check(request.Head, out IReadOnlyList<Cosignature> cosignatures) is { } untrusted)
            return untrusted;
        Checkpoint head = request.Head.Checkpoint;
        if (head.Size < state.Seen.Size)
        {
            return new Refusal(
                ColdRefusal.CheckpointOlder,
                "The checkpoint is older than one that was here before.",
                "checkpoint",
                $"a journal of at least {state.Seen.Size} leaves");
        }

        if (head.Size == state.Seen.Size && Digest.FromBytes(head.Root.ToBytes()) != state.Seen.Root)
        {
            return new Refusal(
                AuditRefusal.Forked, "Two home journals of this size are cosigned.", "checkpoint");
        }

        long latest = cosignatures.Count == 0
            ? now.UnixSeconds : cosignatures.Max(one => (long)one.Timestamp);
        return now.UnixSeconds - latest <= (long)AgeMax.TotalSeconds
            ? null
            : new Refusal(
                ColdRefusal.RequestStale,
                "Witnesses cosigned the checkpoint too long ago.",
                "checkpoint",
                $"a request of the last {AgeMax.Days} days");
    }

    private static Refusal? CheckLeaf(ColdState state, ColdRequest request)
    {
        if (request.Requested.Check(request.Head.Checkpoint) is { } unproved) return unproved;
        if (request.Requested.Leaf is not ColdRequestedLeaf leaf
            || leaf.Origin != state.Founded.Signer.Origin)
            return ColdRefusals.LeafUnexpected("requested", "the home's cold-requested leaf for this Signer");
        if (state.RootAt(leaf.Journal.Size) is not { } own)
        {
            return new Refusal(
                ColdRefusal.JournalBehind,
                "The home journal knows more of this Signer's journal than is here: this is an old copy.",
                "journal",
                "the folder that the last response came from");
        }

        return Digest.FromBytes(own.ToBytes()) == leaf.Journal.Root ? null : ColdRefusals.JournalDiffers();
    }

    private static Refusal? Follow(State home, ColdRequest request, List<GovernanceLeaf> fresh)
    {
        GovernanceMark wanted = ((ColdRequestedLeaf)request.Requested.Leaf).Governance;
        ulong own = home.Governance.Count;
        if (request.After > own || request.After + (ulong)request.Governance.Count != wanted.Count)
            return ColdRefusals.GovernanceMissing();
        for (int i = (int)Math.Min(own - request.After, (ulong)request.Governance.Count);
            i < request.Governance.Count; i++)
        {
            GovernanceLeaf next = request.Governance[i];
            bool isNext = GovernanceChain.Holds(next.Leaf) && next.Leaf is not FoundedLeaf
                && next.Index >= home.Size && next.Index < request.Requested.Index
                && next.Leaf.Stamp.Time >= home.Time;
            if (!isNext) return ColdRefusals.GovernanceMissing();
            if (JudgeGovernance.Check(home, next) is { } unproven)
                return ColdRefusals.GovernanceUnproven(unproven);
            home.Follow(next.Index, next.Leaf);
            fresh.Add(next);
        }

        return home.Governance == wanted ? null : ColdRefusals.GovernanceMissing();
    }

    private static LogTrust Trust(ColdState state) => HomeTrust.Of(state.Home.Founding.Founding);
}
