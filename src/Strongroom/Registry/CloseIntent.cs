using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// The decision on a reject or veto statement. It closes those of its intents that can still be closed by
/// this person; only when there is none is it refused.
/// </summary>
public static class CloseIntent
{
    public static bool Decide(
        State state,
        StatementCheck check,
        Timestamp now,
        [NotNullWhen(true)] out Closing? closing,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        closing = null;
        Statement statement = check.Statement;
        if (statement.Verdict is not (Verdict.Reject or Verdict.Veto))
        {
            refusal = new Refusal(
                RegistryRefusal.VerdictNotClosing,
                "The statement closes nothing.",
                "verdict",
                "reject or veto");
            return false;
        }

        refusal = Roll.Identify(state, check, out Participant? person) ?? statement.CheckTime(null, now);
        if (refusal is not null) return false;
        List<Digest> closed = [];
        Refusal? first = null;
        for (int i = 0; i < statement.Intents.Count; i++)
        {
            Refusal? fault = Check(state, statement.Verdict, statement.Intents[i], person!);
            if (fault is null) closed.Add(statement.Intents[i]);
            else first ??= fault;
        }

        refusal = closed.Count == 0 ? first : null;
        if (refusal is null) closing = new Closing(closed, check.Signed);
        return closing is not null;
    }

    private static Refusal? Check(State state, Verdict verdict, Digest digest, Participant person)
    {
        if (!state.TryGetIntent(digest, out IntentRecord? record))
            return CheckUnseen(state, verdict, digest, person);
        if (record.State != RegisteredState.Registered) return NothingToClose();
        bool isNamed = verdict == Verdict.Veto
            ? record.Vetoers is { } vetoers && person.BelongsTo([vetoers])
            : person.BelongsTo(record.Groups);
        return isNamed ? null : NotNamed();
    }

    // Nobody knows yet which rule will decide: whoever some rule names may reject.
    private static Refusal? CheckUnseen(State state, Verdict verdict, Digest digest, Participant person)
    {
        if (verdict == Verdict.Veto) return RegistryRefusals.UnknownIntent();
        if (state.IsRejectedUnseen(digest)) return NothingToClose();
        foreach (Rule rule in state.Policy.Rules)
        {
            if (person.BelongsTo(rule.Groups)) return null;
        }

        return NotNamed();
    }

    private static Refusal NothingToClose() => new(
        RegistryRefusal.NothingToClose,
        "The intent was signed, took effect, or is closed already.",
        "intents",
        "an intent before its first signature or effect");

    private static Refusal NotNamed() => new(
        RegistryRefusal.NotNamedByRule,
        "The person belongs to no group that may do this.",
        "person",
        "reject: a group that the intent's rule names; veto: the rule's vetoers");
}
