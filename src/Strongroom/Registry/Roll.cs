using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// Who asked and who approved, out of the statements of one submission, in the order in which they are
/// refused (docs/formats/statement.md). A statement that is wrong refuses the submission; none is passed
/// over.
/// </summary>
internal sealed record Roll(Participant Requester, IReadOnlyList<Participant> Approvals)
{
    internal static bool TryCall(
        State state,
        Submission submission,
        Timestamp now,
        [NotNullWhen(true)] out Roll? roll,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        roll = null;
        refusal = FindRequest(submission, out StatementCheck? request);
        Participant? requester = null;
        refusal ??= Identify(state, request!, out requester);
        if (refusal is null && Freeze.Stops(state, submission.Intent))
            refusal = RegistryRefusals.Frozen();
        refusal ??= CheckTimes(submission, now) ?? CheckVerdicts(submission, request!);
        List<Participant> approvals = new(submission.Statements.Count);
        refusal ??= CollectApprovals(state, submission, request!, approvals);
        if (refusal is not null) return false;
        roll = new Roll(requester!, approvals);
        return true;
    }

    /// <summary>The person of a statement, when its signature is right and its key is the roster's.</summary>
    internal static Refusal? Identify(State state, StatementCheck check, out Participant? participant)
    {
        participant = null;
        if (check.Fault is not null) return check.Fault;
        // Verified against a roster that may have changed since.
        bool isThere = state.Roster.TryGetKey(check.Signed.Key, out Person? person, out PersonKey? key);
        if (!isThere || person!.Id != check.Statement.Person) return StatementRefusals.UnknownKey();
        participant = new Participant(person.Id, person.Groups, key!.Class == KeyClass.Independent)
        {
            CanApprove = key.Class != KeyClass.Service,
        };
        return null;
    }

    private static Refusal? FindRequest(Submission submission, out StatementCheck? request)
    {
        request = null;
        if (submission.Statements.Count > Submission.StatementsMax)
        {
            return new Refusal(
                RegistryRefusal.TooManyStatements,
                "Too many statements.",
                "statements",
                $"≤ {Submission.StatementsMax}");
        }

        for (int i = 0; i < submission.Statements.Count; i++)
        {
            StatementCheck check = submission.Statements[i];
            if (check.Statement.Verdict != Verdict.Request) continue;
            if (request is not null)
            {
                return new Refusal(
                    RegistryRefusal.RequestTwice,
                    "Two statements request this.",
                    "statements",
                    "exactly one request");
            }

            request = check;
        }

        return request is not null
            ? null
            : new Refusal(
                RegistryRefusal.RequestMissing,
                "No statement requests this.",
                "statements",
                "exactly one request");
    }

    private static Refusal? CheckTimes(Submission submission, Timestamp now)
    {
        for (int i = 0; i < submission.Statements.Count; i++)
        {
            Refusal? fault = submission.Statements[i].Statement.CheckTime(submission.Intent.CreatedAt, now);
            if (fault is not null) return fault;
        }

        return null;
    }

    private static Refusal? CheckVerdicts(Submission submission, StatementCheck request)
    {
        for (int i = 0; i < submission.Statements.Count; i++)
        {
            StatementCheck check = submission.Statements[i];
            if (check != request && check.Statement.Verdict != Verdict.Approve)
            {
                return new Refusal(
                    RegistryRefusal.VerdictNotApproving,
                    "A statement neither requests nor approves.",
                    "statements.verdict",
                    "one request, and approvals");
            }

            if (!check.Statement.Intents.Contains(submission.Intent.Digest))
            {
                return new Refusal(
                    RegistryRefusal.OtherIntent,
                    "A statement is about another intent.",
                    "statements.intents",
                    "statements that name this intent's digest");
            }
        }

        return null;
    }

    private static Refusal? CollectApprovals(
        State state, Submission submission, StatementCheck request, List<Participant> approvals)
    {
        HashSet<PersonId> people = [];
        for (int i = 0; i < submission.Statements.Count; i++)
        {
            StatementCheck check = submission.Statements[i];
            if (check == request) continue;
            if (check.Statement.Person == request.Statement.Person)
            {
                return new Refusal(
                    RegistryRefusal.RequesterApproves,
                    "The requester approves the own request.",
                    "statements.person",
                    "approvals by other people");
            }

            if (!people.Add(check.Statement.Person))
            {
                return new Refusal(
                    RegistryRefusal.PersonTwice,
                    "A person approves twice.",
                    "statements.person",
                    "each person once");
            }
        }

        for (int i = 0; i < submission.Statements.Count; i++)
        {
            if (submission.Statements[i] == request) continue;
            if (Identify(state, submission.Statements[i], out Participant? approver) is { } fault)
                return fault;
            if (!approver!.CanApprove)
            {
                return new Refusal(
                    RegistryRefusal.ServiceKeyApproves,
                    "A program's key approves.",
                    "statements.key",
                    "station and independent keys; a service key only requests");
            }

            approvals.Add(approver);
        }

        return null;
    }
}
