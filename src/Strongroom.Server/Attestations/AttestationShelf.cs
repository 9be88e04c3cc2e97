using Strongroom.Attestations;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Attestations;

/// <summary>
/// The latest attestation of each attestor about each subject, and which of them to send along with an
/// intent. It chooses and it carries; the Signer judges.
/// </summary>
internal sealed class AttestationShelf
{
    private const int RowsMax = 256;

    private readonly TimeProvider _clock;

    public AttestationShelf(TimeProvider clock) => _clock = clock;

    /// <summary>Keeps it unless the attestor has said something later about the same.</summary>
    internal static Task<int> StoreAsync(DbScope scope, SignedAttestation signed, CancellationToken stop) =>
        scope.Command("""
            INSERT INTO attestation (subject, attestor, observed_at, bytes, received_at)
            VALUES (@subject, @attestor, @observed_at, @bytes, now())
            ON CONFLICT (subject, attestor) DO UPDATE SET
                observed_at = excluded.observed_at, bytes = excluded.bytes, received_at = excluded.received_at
            WHERE attestation.observed_at < excluded.observed_at
            """).With("subject", KeyOf(signed.Attestation.Subject))
            .With("attestor", signed.Attestation.Attestor.ToString())
            .With("observed_at", signed.Attestation.ObservedAt.ToDateTimeOffset())
            .With("bytes", signed.ToBytes()).RunAsync(stop);

    /// <summary>
    /// For every condition of a rule that may meet this intent, the newest that it still takes, as many as
    /// it counts.
    /// </summary>
    internal async Task<IReadOnlyList<AttestedFact>> ChooseAsync(
        DbScope scope, RegistryCopy registry, Intent intent, CancellationToken stop)
    {
        if (intent is not Intent.Movement movement) return [];
        Wanted[] wanted = [.. WantedFor(registry.Policy, movement)];
        if (wanted.Length == 0) return [];
        List<AttestedFact> kept = await FindAsync(scope, registry.Roster, wanted, stop);
        Timestamp now = Timestamp.From(_clock.GetUtcNow());
        return
        [
            .. wanted.SelectMany(one => kept.Where(fact => one.Takes(fact, now)).Take(one.Count))
                .Distinct().Take(Submission.AttestationsMax),
        ];
    }

    // One row for each group and subject, under the strictest age: an older one would be refused, not passed
    // over.
    private static IEnumerable<Wanted> WantedFor(Policy policy, Intent.Movement movement) =>
        from rule in policy.Rules
        where rule.Kinds?.Contains(movement.Kind) != false && rule.Assets?.Contains(movement.Asset) != false
        from fact in rule.Facts
        group fact.Quorum by (fact.Quorum.Group, Subject: fact.SubjectOf(movement)) into same
        select new Wanted(
            same.Key.Group, same.Key.Subject, same.Min(one => one.AgeMaxSeconds), same.Max(one => one.Count));

    private static async Task<List<AttestedFact>> FindAsync(
        DbScope scope, RosterState roster, Wanted[] wanted, CancellationToken stop)
    {
        byte[][] subjects = [.. wanted.Select(one => KeyOf(one.Subject))];
        List<SignedAttestation> found = await scope.Command("""
            SELECT bytes FROM attestation WHERE subject = ANY(@subjects) ORDER BY observed_at DESC LIMIT @max
            """).With("subjects", subjects).With("max", RowsMax)
            .ListAsync(row => Parse(row.GetBytes(0)), stop);
        List<AttestedFact> facts = [];
        foreach (SignedAttestation signed in found)
        {
            // Those who left the roster since would have the whole submission refused.
            bool isThere = roster.TryGetAttestor(signed.Key, out Attestor? attestor, out _)
                && attestor.Id == signed.Attestation.Attestor;
            if (isThere) facts.Add(new AttestedFact(signed, attestor!.Groups));
        }

        return facts;
    }

    private static byte[] KeyOf(FactSubject subject) => Digest.Sha256(CanonicalObject.Of(
        ("kind", subject.Kind.ToText()), ("subject", subject.ToCanonical())).ToBytes()).ToBytes();

    private static SignedAttestation Parse(byte[] bytes)
    {
        bool isRead = SignedAttestation.TryParse(bytes, out SignedAttestation? signed, out _);
        Invariant.Holds(isRead && signed is not null);
        return signed;
    }

    private sealed record Wanted(GroupId Group, FactSubject Subject, int AgeMaxSeconds, int Count)
    {
        internal bool Takes(AttestedFact fact, Timestamp now) =>
            fact.Groups.Contains(Group) && fact.Signed.Attestation.Subject == Subject
            && fact.IsFresh(now, AgeMaxSeconds);
    }
}
