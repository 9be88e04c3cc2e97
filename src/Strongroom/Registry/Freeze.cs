using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// The decision on a freeze statement: one person of the groups below stops all signing. A statement from
/// before the last unfreezing freezes nothing again, or whoever kept it could silence the institution for
/// ever.
/// </summary>
public static class Freeze
{
    private static readonly string[] GroupNames = ["administrators", "approvers", "security"];

    public static bool Decide(
        State state,
        StatementCheck check,
        Timestamp now,
        [NotNullWhen(true)] out Freezing? freezing,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        freezing = null;
        Statement statement = check.Statement;
        if (statement.Verdict != Verdict.Freeze)
        {
            refusal = new Refusal(
                RegistryRefusal.VerdictNotFreezing, "The statement freezes nothing.", "verdict", "freeze");
            return false;
        }

        refusal = Roll.Identify(state, check, out Participant? person) ?? statement.CheckTime(null, now);
        refusal ??= CheckGroup(person!) ?? CheckFresh(state, statement);
        if (refusal is not null) return false;
        freezing = new Freezing(check.Signed, state.FrozenAt);
        return true;
    }

    /// <summary>
    /// While signing is frozen only its end is decided, and what takes powers away from a key: so that a root
    /// is marked as compromised before anything is signed again.
    /// </summary>
    internal static bool Stops(State state, Intent intent) => state.IsFrozen && intent switch
    {
        Intent.Unfreeze => false,
        Intent.KeyStateChange change => change.State == KeyState.Active,
        _ => true,
    };

    private static Refusal? CheckGroup(Participant person)
    {
        foreach (GroupId group in person.Groups)
        {
            if (GroupNames.Contains(group.ToString())) return null;
        }

        return new Refusal(
            RegistryRefusal.MayNotFreeze,
            "The person belongs to no group that may freeze.",
            "person",
            string.Join(", ", GroupNames));
    }

    private static Refusal? CheckFresh(State state, Statement statement) =>
        state.UnfrozenAt is not { } unfrozen || statement.SignedAt > unfrozen
            ? null
            : new Refusal(
                RegistryRefusal.StatementStale,
                "The statement is older than the last unfreezing.",
                "signedAt",
                "a statement signed after it");
}
