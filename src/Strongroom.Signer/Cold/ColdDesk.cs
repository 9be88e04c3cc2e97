using Strongroom.Cold;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Cold;

/// <summary>
/// The home Signer's side of the trips to its cold Signers: batches of addresses in, requests out, responses
/// in.
/// </summary>
internal sealed class ColdDesk(Workbench bench)
{
    /// <summary>POST /v1/cold/addresses.</summary>
    internal async Task<Outcome<IndexAnswer>> AddAddressesAsync(
        ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        if (!SignedBody.TryParse(file.Span, out SignedBody? signed, out Refusal? refusal))
            return bench.Refusals.Count(refusal);
        ulong index;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            if (bench.Permit.Check(out Timestamp now) is { } closed) return bench.Refusals.Count(closed);
            if (!PoolAddresses.Decide(
                turn.State, signed, LeafStamps.At(now), out ColdAddressesLeaf? leaf, out refusal))
                return bench.Refusals.Count(refusal);
            index = turn.Record(leaf).Index;
        }

        return await WitnessedAsync(index, stop);
    }

    /// <summary>POST /v1/cold/responses.</summary>
    internal async Task<Outcome<IndexAnswer>> ImportAsync(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        if (!ColdResponse.TryParse(file.Span, out ColdResponse? response, out Refusal? refusal))
            return bench.Refusals.Count(refusal);
        ulong index;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            if (bench.Permit.Check(out Timestamp now) is { } closed) return bench.Refusals.Count(closed);
            if (!TakeResponse.Decide(
                turn.State, response, LeafStamps.At(now), out ColdImportedLeaf? leaf, out refusal))
                return bench.Refusals.Count(refusal);
            // Durable before the leaf that names it.
            if (bench.Journal.Attachments.Store(response.File.ToBytes(), out byte[] digest) is { } tooLarge)
                return bench.Refusals.Count(tooLarge);
            Invariant.Holds(leaf.Response == Digest.FromBytes(digest));
            index = turn.Record(leaf).Index;
        }

        return await WitnessedAsync(index, stop);
    }

    /// <summary>POST /v1/cold/requests.</summary>
    internal async Task<Outcome<ColdFileAnswer>> RequestAsync(
        ColdCall call, CancellationToken stop)
    {
        ulong index, after;
        Digest institution;
        ulong[] governance;
        (ulong Registered, ulong Bound)[] movements;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            State state = turn.State;
            institution = state.Institution;
            if (bench.Permit.Check(out Timestamp now) is { } closed) return bench.Refusals.Count(closed);
            if (!MakeRequest.Decide(
                state, call, LeafStamps.At(now), out ColdRequestedLeaf? leaf, out Refusal? refusal))
                return bench.Refusals.Count(refusal);
            bool isThere = state.TryGetColdSigner(call.Origin, out ColdSigner? signer);
            Invariant.Holds(isThere && signer is not null);
            // What the founding of the cold folder was given needs no carrying: leaf 0.
            after = Math.Max(1, signer.Governance);
            governance = [.. Places(state, after, leaf.Governance.Count)];
            movements = [.. leaf.IntentDigests.Select(digest => LeavesOf(state, digest))];
            index = turn.Record(leaf).Index;
        }

        Outcome<Receipt> covered = await bench.Receipts.AwaitAsync(index, stop);
        if (!covered.Try(out Receipt? receipt, out Refusal? unwitnessed)) return unwitnessed;
        CosignedHead head = bench.Journal.Head!;
        Invariant.Holds(head.Size >= receipt.Proof.Head.Checkpoint.Size);
        CanonicalObject body = ColdRequest.Compose(
            institution, head.Signed, Prove(index, head),
            (after, [.. governance.Select(ReadGovernance)]),
            [.. movements.Select(
                one => new ColdMovement(Prove(one.Registered, head), Prove(one.Bound, head)))]);
        byte[] signature = bench.Addresses.Sign(ColdRequest.HashOf(body));
        return new ColdFileAnswer(new SignedBody(body, signature), index);
    }

    private static IEnumerable<ulong> Places(State state, ulong after, ulong last)
    {
        for (ulong count = after + 1; count <= last; count++) yield return state.GovernanceIndex(count);
    }

    /// <summary>Where an intent was registered, and where the bytes are that were bound to it last.</summary>
    private static (ulong Registered, ulong Bound) LeavesOf(State state, Digest digest)
    {
        bool isThere = state.TryGetIntent(digest, out IntentRecord? intent);
        Invariant.Holds(isThere && intent!.Signings.Count > 0);
        return (intent!.Index, intent.Signings[^1].Index);
    }

    private ProvedLeaf Prove(ulong index, CosignedHead head) =>
        new(index, Read(index), bench.Journal.Prove(index, head).Path);

    /// <summary>
    /// With the transcript where the leaf is about one: without it nobody could judge it again.
    /// </summary>
    private GovernanceLeaf ReadGovernance(ulong index)
    {
        Leaf leaf = Read(index);
        Intent? intent = leaf switch
        {
            RegisteredLeaf registered => registered.Intent,
            EffectedLeaf effected => IntentOf(effected.IntentDigest),
            _ => null,
        };
        byte[]? transcript = intent is Intent.KeyRegistration registration
            ? bench.Journal.Attachments.Read(registration.Transcript.ToBytes()) : null;
        return new GovernanceLeaf(index, leaf)
        {
            Attachment = transcript is null ? default(ReadOnlyMemory<byte>?) : transcript,
        };
    }

    private Intent IntentOf(Digest digest)
    {
        IntentRecord? record;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            bool isThere = turn.State.TryGetIntent(digest, out record);
            Invariant.Holds(isThere && record is not null);
        }

        return RegisteredLeaves.Read(bench.Journal, record!).Intent;
    }

    private Leaf Read(ulong index)
    {
        bool isLeaf = Leaf.TryParse(bench.Journal.Read(index).Span, out Leaf? leaf, out _);
        Invariant.Holds(isLeaf && leaf is not null);
        return leaf;
    }

    private async Task<Outcome<IndexAnswer>> WitnessedAsync(ulong index, CancellationToken stop)
    {
        Outcome<Receipt> covered = await bench.Receipts.AwaitAsync(index, stop);
        return covered.Try(out _, out Refusal? refusal) ? new IndexAnswer(index, IsCosigned: true) : refusal;
    }
}
