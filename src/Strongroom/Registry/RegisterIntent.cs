using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// The decision on an intent with its statements: pure, in written order, one input one refusal. What it
/// allows is only a leaf until that leaf is durable; <see cref="State.Apply"/> then counts the amount and
/// makes it known.
/// </summary>
public static class RegisterIntent
{
    // What a leaf holds beside intent, statements and addresses; each address with its signature.
    private const int LeafFrameBytes = 1_024;
    private const int AddressBytes = 400;
    private const int RootBytes = 8_192;

    // What a plain signature and its key add to a statement: no need to write it out to measure it.
    private const int PlainSignatureBytes = 256;

    public static bool Decide(
        State state,
        Submission submission,
        Timestamp now,
        [NotNullWhen(true)] out Registration? registration,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Intent intent = submission.Intent;
        registration = null;
        refusal = intent.Institution == state.Institution ? null : RegistryRefusals.OtherInstitution(
            "institution");
        if (refusal is not null) return false;
        if (state.TryGetIntent(intent.Id, out IntentRecord? earlier) && earlier.Digest == intent.Digest)
        {
            registration = Registration.Again(earlier);
            return true;
        }

        refusal = CheckLife(state, intent, earlier, now);
        AccountRecord? account = null;
        refusal ??= intent.Match(
            movement => MovementRules.Check(state, movement, out account)
                ?? MovementRules.CheckReplaced(state, movement),
            governance => GovernanceRules.Check(state, governance, submission.Read));
        Roll? roll = null;
        if (refusal is null && !Roll.TryCall(state, submission, now, out roll, out refusal)) return false;
        if (refusal is not null) return false;
        if (!AttestedFacts.TryCollect(state, submission, out AttestedFact[]? attested, out refusal))
            return false;
        Decision decision = Evaluate(state, submission, new Inquiry(account, roll!, attested, now, null));
        refusal = decision.Refusal ?? CheckLast(state, submission, roll!, now);
        if (refusal is not null) return false;
        registration = Registration.Of(state, submission, roll!.Requester.Person, decision, now);
        return true;
    }

    /// <summary>
    /// The same judgement of a movement that a home journal registered, by a Signer that knows the home's
    /// governance but not its movements: windows are the home's to count, and the rule is the one that it
    /// chose. Null when the statements carry it.
    /// </summary>
    internal static Refusal? JudgeAgain(
        State state, Submission submission, RuleId chosen, Timestamp at, out AccountRecord? account)
    {
        account = null;
        if (submission.Intent is not Intent.Movement movement) return RegistryRefusals.UnknownIntent();
        if (movement.Institution != state.Institution)
            return RegistryRefusals.OtherInstitution("institution");
        if (CheckLife(state, movement, null, at) is { } ended) return ended;
        if (MovementRules.Check(state, movement, out account) is { } unfit) return unfit;
        if (!Roll.TryCall(state, submission, at, out Roll? roll, out Refusal? refusal)) return refusal;
        if (!AttestedFacts.TryCollect(state, submission, out AttestedFact[]? attested, out refusal))
            return refusal;
        Decision decision = Evaluate(state, submission, new Inquiry(account, roll, attested, at, chosen));
        if (decision.Refusal is not null) return decision.Refusal;
        return decision.Rule.Id == chosen ? null : RegistryRefusals.RuleDiffers();
    }

    private static Refusal? CheckLife(State state, Intent intent, IntentRecord? earlier, Timestamp now)
    {
        if (intent.CreatedAt - now > Statement.ClockSkewMax)
        {
            return new Refusal(
                RegistryRefusal.NotYetCreated,
                "The intent is from the future.",
                "createdAt",
                "at most two minutes after the Signer's clock");
        }

        if (intent.IsExpired(now)) return RegistryRefusals.Expired();
        if (earlier is not null)
        {
            return new Refusal(
                RegistryRefusal.IdReused,
                "Another intent was registered under this id.",
                "id",
                "an id of its own");
        }

        return state.IsRejectedUnseen(intent.Digest) ? RegistryRefusals.Closed() : null;
    }

    private static Decision Evaluate(State state, Submission submission, Inquiry inquiry)
    {
        Intent intent = submission.Intent;
        AccountRecord? account = inquiry.Account;
        PolicyFacts facts = new()
        {
            Now = inquiry.Now,
            Requester = inquiry.Roll.Requester,
            Approvals = inquiry.Roll.Approvals,
            Attested = inquiry.Attested,
            Account = account is null ? null : new PayingAccount(account.Temperature, account.Level),
            Receiver = ReceiverOf(state, intent),
            IsAllowlisted = state.Policy.AsksForAllowlist && IsAllowlisted(state, intent),
            Windows = state.Windows,
            ChosenAtHome = inquiry.Chosen,
        };
        return PolicyEvaluation.Evaluate(state.Policy, intent, facts);
    }

    private static Temperature? ReceiverOf(State state, Intent intent) =>
        (intent as Intent.Movement)?.ToAccountId is { } id
            && state.TryGetAccount(id, out AccountRecord? account)
            ? account.Temperature
            : null;

    private static bool IsAllowlisted(State state, Intent intent) => intent switch
    {
        Intent.Withdrawal withdrawal => state.HasEntry(withdrawal.Client, withdrawal.Chain, withdrawal.To),
        Intent.InternalMove move => state.HasEntry(move.Client, move.Chain, move.To),
        _ => false,
    };

    private static Refusal? CheckLast(State state, Submission submission, Roll roll, Timestamp now)
    {
        if (submission.Intent is Intent.AllowlistEntry entry && !HasApproved(roll, entry.ConfirmedBy))
        {
            return new Refusal(
                RegistryRefusal.ConfirmationMissing,
                "Who confirmed the address with the client did not approve.",
                "confirmedBy",
                "an approve statement of that person");
        }

        if (submission.Intent is Intent.Movement movement
            && MovementRules.CheckWindows(state, movement, roll.Requester.Person, now) is { } full)
            return full;
        return CheckSize(submission);
    }

    private static bool HasApproved(Roll roll, PersonId person)
    {
        foreach (Participant approver in roll.Approvals)
        {
            if (approver.Person == person) return true;
        }

        return false;
    }

    private static Refusal? CheckSize(Submission submission)
    {
        int size = LeafFrameBytes + submission.Intent.Bytes.Length;
        if (submission.Intent is Intent.KeyRegistration) size += RootBytes;
        size += AccountPlan.CountOf(submission.Intent) * AddressBytes;
        foreach (AttestationCheck check in submission.Attestations) size += check.Signed.SizeBytes + 1;
        for (int i = 0; i < submission.Statements.Count; i++)
        {
            SignedStatement signed = submission.Statements[i].Signed;
            bool isPlain = signed.Signature is not StatementSignature.WebAuthn;
            size += isPlain ? signed.Statement.Bytes.Length + PlainSignatureBytes : signed.ToBytes().Length + 1;
        }

        return size <= Leaf.BytesMax
            ? null
            : new Refusal(
                RegistryRefusal.TooLarge,
                "Intent, statements and attestations do not fit one leaf.",
                "statements",
                $"at most {Leaf.BytesMax} bytes with what the Signer adds");
    }

    private sealed record Inquiry(
        AccountRecord? Account,
        Roll Roll,
        IReadOnlyList<AttestedFact> Attested,
        Timestamp Now,
        RuleId? Chosen);
}
