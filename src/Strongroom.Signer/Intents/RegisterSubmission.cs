using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Signer.Intents;

/// <summary>
/// POST /v1/intents: verify, decide, record, wait for the witnesses, and with an unsigned transaction sign
/// it.
/// </summary>
internal sealed class RegisterSubmission(Workbench bench, State state)
{
    internal async Task<Outcome<RegistrationAnswer>> RunAsync(
        SubmittedBytes bytes, CancellationToken stop)
    {
        if (!SubmissionReader.TryRead(bytes, state, out Submission? submission, out Refusal? malformed))
            return bench.Refusals.Count(malformed);
        Step<Registered> step = Decide(submission, bytes);
        if (!step.IsTaken) return await step.RefuseAsync<RegistrationAnswer>();
        Registered registered = step.Value;
        ulong last = Math.Max(registered.Index, registered.SigningIndex ?? 0);
        Outcome<Receipt> covered = await bench.Receipts.AwaitAsync(last, stop);
        if (!covered.Try(out Receipt? lastReceipt, out Refusal? refusal)) return refusal;
        SignatureAnswer? signature = null;
        if (registered.Signing is { } signing)
        {
            Invariant.Holds(
                lastReceipt.Proof.Index == registered.SigningIndex || signing.EarlierIndex is not null);
            signature = bench.Sign(signing, bench.Receipts.Cut(registered.SigningIndex!.Value, lastReceipt));
        }

        Receipt receipt = bench.Receipts.Cut(registered.Index, lastReceipt);
        return new RegistrationAnswer(registered.Intent, receipt)
        {
            Effect = registered.Effect,
            Signature = signature,
        };
    }

    private Step<Registered> Decide(Submission submission, SubmittedBytes bytes)
    {
        using RecordedState.Turn turn = bench.Record.Take();
        if (bench.Permit.Check(out Timestamp now) is { } closed)
            return new Step<Registered>(bench.Refusals.Count(closed), null, Task.CompletedTask);
        if (!RegisterIntent.Decide(
            state, submission, now, out Registration? registration, out Refusal? refusal))
            return Refuse(turn, submission, refusal, bytes.Intent);
        if (bench.Addresses.Keys.Check(registration.Demands) is { } absent)
            return Refuse(turn, submission, absent, bytes.Intent);
        if (!TryRecord(turn, registration, bytes, out ulong index, out refusal))
            return Refuse(turn, submission, refusal, bytes.Intent);
        Signing? signing = null;
        ulong? signingIndex = null;
        if (bytes.Unsigned is not null)
        {
            if (!SignTransaction.Decide(
                state, submission.Intent.Digest, bytes.Unsigned, now, out signing, out refusal)
                || !bench.TryFindKey(signing, out refusal))
                return Refuse(turn, submission, refusal, bytes.Unsigned);
            signingIndex = signing.EarlierIndex ?? turn.Record(signing.ToLeaf(LeafStamps.At(now))).Index;
        }

        bool isKnown = state.TryGetIntent(submission.Intent.Id, out IntentRecord? intent);
        Invariant.Holds(isKnown && intent is not null);
        CanonicalObject? effect = EffectOf.Read(state, intent, submission.Intent);
        return new Step<Registered>(new Registered(intent, index, effect, signing, signingIndex));
    }

    private bool TryRecord(
        in RecordedState.Turn turn, Registration registration, SubmittedBytes bytes, out ulong index,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        index = registration.Earlier?.Index ?? 0;
        refusal = null;
        if (registration.Earlier is not null) return true;
        if (!bench.Addresses.TryDerive(
            state.Institution, registration.Demands, registration.Now, out DerivedAddress[] addresses,
            out refusal)) return false;
        // On the disk before the leaf that names it.
        if (registration.HasAttachment && bytes.Attachment is { } attached)
            Invariant.Holds(bench.Journal.Attachments.Store(attached.Span, out _) is null);
        index = turn.Record(registration.ToLeaf(LeafStamps.At(registration.Now), addresses)).Index;
        return true;
    }

    private Step<Registered> Refuse(
        in RecordedState.Turn turn, Submission submission, Refusal refusal, ReadOnlyMemory<byte> input)
    {
        PersonId? requester = RefusalRecord.RequesterOf(state, submission.Statements);
        return bench.Refusals.Take<Registered>(
            turn, requester, new RefusedInput(refusal, submission.Intent.Digest, input));
    }

    private sealed record Registered(
        IntentRecord Intent, ulong Index, CanonicalObject? Effect, Signing? Signing, ulong? SigningIndex);
}
