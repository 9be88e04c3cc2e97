using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The decision on a delayed governance intent at the end of its delay: nobody vetoed it, it has not expired,
/// and it still fits the state.
/// </summary>
public static class EffectIntent
{
    public static bool Decide(
        State state,
        EffectCall call,
        Timestamp now,
        [NotNullWhen(true)] out Effecting? effecting,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        effecting = null;
        refusal = RegistryRefusals.UnknownIntent();
        if (!state.TryGetIntent(call.Intent, out IntentRecord? record)) return false;
        if (record.State == RegisteredState.Effective)
        {
            effecting = new Effecting(record, [], null);
            return true;
        }

        refusal = CheckRecord(state, record, now);
        if (refusal is not null) return false;
        Intent intent = DelayedBody.Read(state.Table, record);
        Intent.Governance? governance = intent as Intent.Governance;
        Invariant.Holds(governance is not null);
        refusal = Freeze.Stops(state, intent) ? RegistryRefusals.Frozen() : null;
        refusal ??= GovernanceRules.Check(state, governance, call.Transcripts);
        if (refusal is not null) return false;
        effecting = new Effecting(
            record, AccountPlan.Of(state, intent), KeyRules.EffectOf(state, intent, call.Transcripts));
        return true;
    }

    private static Refusal? CheckRecord(State state, IntentRecord record, Timestamp now)
    {
        if (record.Kind.IsMovement())
        {
            return new Refusal(
                RegistryRefusal.NotDelayed,
                "A movement has no effect here: it is signed.",
                "intent",
                "a governance intent that its rule delays");
        }

        // Which state a key is to have stands in the intent itself, read after this.
        bool mayGoOn = record.Kind is IntentKind.Unfreeze or IntentKind.KeyStateChange;
        if (state.IsFrozen && !mayGoOn) return RegistryRefusals.Frozen();
        if (record.State == RegisteredState.Closed) return RegistryRefusals.Closed();
        if (now < record.NotBefore) return RegistryRefusals.TooSoon();
        return now >= record.ExpiresAt ? RegistryRefusals.Expired() : null;
    }
}
