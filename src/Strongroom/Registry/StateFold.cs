using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// Applies leaves to the state. What a leaf records has happened: nothing is judged again, and what cannot be
/// applied is a broken record.
/// </summary>
internal static class StateFold
{
    internal static State Found(FoundedLeaf leaf)
    {
        Roster.Founding founding = leaf.Founding.Founding;
        bool isRead = Policy.TryParse(founding.Policy, out Policy? policy, out _);
        Invariant.Holds(isRead && policy is not null);
        Digest institution = Digest.Sha256(leaf.ToBytes());
        State state = new(institution, leaf.Founding, founding.Roster, policy, new OverlayTable())
        {
            Time = leaf.Stamp.Time,
        };
        Govern(state, leaf);
        state.Size = 1;
        return state;
    }

    internal static void Apply(State state, Leaf leaf)
    {
        Invariant.Holds(leaf.Stamp.Time >= state.Time);
        switch (leaf)
        {
            case RegisteredLeaf registered:
                Register(state, registered);
                break;
            case EffectedLeaf effected:
                TakeEffect(state, effected);
                break;
            case SigningLeaf signing:
                Bind(state, signing);
                break;
            case ClosedLeaf closed:
                foreach (Digest digest in closed.IntentDigests) Close(state, digest);
                break;
            case FrozenLeaf:
                state.FrozenAt ??= state.Size;
                break;
            case ColdAddressesLeaf addresses:
                ColdFold.Pool(state, addresses.Batch, leaf.Stamp.Time);
                break;
            case ColdImportedLeaf imported:
                ColdFold.Import(state, imported);
                break;
            case StartedLeaf started:
                Open(state, started.Keystores, leaf.Stamp.Time);
                break;
            case ActivatedLeaf activated:
                Open(state, activated.Keystores, leaf.Stamp.Time);
                break;
            default:
                Invariant.Holds(leaf is RefusedLeaf or RefusalsLeaf or SnapshotLeaf or ExportedLeaf
                    or ColdRequestedLeaf);
                break;
        }

        if (GovernanceChain.Holds(leaf)) Govern(state, leaf);

        state.Time = leaf.Stamp.Time;
        state.Size++;
    }

    private static void Govern(State state, Leaf leaf)
    {
        state.Governance = GovernanceChain.Next(state.Governance, state.Size, leaf.ToBytes());
        RecordWriter index = new();
        index.Number(state.Size);
        state.Table.Put(TableKey.Governance(state.Governance.Count), index.ToBytes());
    }

    /// <summary>The founding's own root is the first that ever opens.</summary>
    private static void Open(State state, IReadOnlyList<KeystoreFact> keystores, Timestamp time)
    {
        if (state.Roots.Count == 0 && keystores.Count > 0)
            state.Put(RootRecord.OfFounding(keystores[0], state.Size, time));
    }

    private static void Register(State state, RegisteredLeaf leaf)
    {
        Intent intent = leaf.Intent;
        Rule rule = FindRule(state.Policy, leaf.Rule);
        state.Table.Put(TableKey.Digest(intent.Digest), DigestRecord.Of(intent.Id));
        state.Put(new IntentRecord
        {
            Id = intent.Id,
            Digest = intent.Digest,
            Kind = intent.Kind,
            State = leaf.Effect is null ? RegisteredState.Registered : RegisteredState.Effective,
            Index = state.Size,
            NotBefore = leaf.NotBefore,
            ExpiresAt = intent.ExpiresAt,
            Requester = leaf.Requester,
            Rule = leaf.Rule,
            Groups = rule.Groups,
            Vetoers = rule.Vetoers,
            Call = (intent as Intent.Movement) is { } movement ? CallOf(movement) : null,
        });
        if (intent is Intent.Movement counted) Count(state, counted, leaf);
        else if (leaf.Effect is not null) Effects.Apply(
            state, (Intent.Governance)intent, leaf.Effect, leaf.Stamp.Time);
        else DelayedBody.Write(state.Table, intent);
    }

    private static void Count(State state, Intent.Movement movement, RegisteredLeaf leaf)
    {
        WindowKeys keys = WindowKeys.Of(movement, leaf.Requester);
        long minute = RollingWindows.MinuteOf(leaf.Stamp.Time);
        foreach (WindowScope scope in WindowScopes.All) state.Windows.Add(
            keys[scope], minute, movement.Amount);
    }

    private static void TakeEffect(State state, EffectedLeaf leaf)
    {
        IntentRecord record = Find(state, leaf.IntentDigest);
        Invariant.Holds(record.State == RegisteredState.Registered);
        Intent.Governance intent = (Intent.Governance)DelayedBody.Read(state.Table, record);
        Effects.Apply(state, intent, leaf.Effect, leaf.Stamp.Time);
        DelayedBody.Remove(state.Table, record.Id);
        state.Put(record with { State = RegisteredState.Effective });
    }

    private static void Bind(State state, SigningLeaf leaf)
    {
        IntentRecord record = Find(state, leaf.IntentDigest);
        bool isFirst = record.Nonce is null;
        Invariant.Holds(record.Call is not null && (isFirst || record.Nonce == leaf.Nonce));
        state.Put(record with
        {
            State = RegisteredState.Signed,
            Nonce = leaf.Nonce,
            Signings = [.. record.Signings, new SigningRecord(leaf.SigningHash, state.Size)],
        });
        ColdFold.Await(state, record);
        if (!isFirst) return;
        if (record.Call.Replaces is { } replaces)
        {
            bool isThere = state.TryGetIntent(replaces, out IntentRecord? replaced);
            Invariant.Holds(isThere && replaced?.Nonce == leaf.Nonce);
            state.Put(replaced with { State = RegisteredState.Closed });
            return;
        }

        string key = TableKey.Nonce(leaf.Chain, leaf.Sender);
        Invariant.Holds(leaf.Nonce == state.NextNonce(key));
        RecordWriter next = new();
        next.Number(leaf.Nonce + 1);
        state.Table.Put(key, next.ToBytes());
    }

    private static void Close(State state, Digest digest)
    {
        if (!state.TryGetIntent(digest, out IntentRecord? record))
        {
            state.Table.Put(TableKey.Digest(digest), DigestRecord.RejectedUnseen);
            return;
        }

        Invariant.Holds(record.State == RegisteredState.Registered);
        DelayedBody.Remove(state.Table, record.Id);
        state.Put(record with { State = RegisteredState.Closed });
    }

    internal static RegisteredCall CallOf(Intent.Movement movement) => new(
        movement.Account,
        movement.Call.To,
        new Assets.Amount(movement.Call.Value),
        movement.Call.EncodeCallData(),
        movement.FeeMax)
    {
        Replaces = movement.Replaces,
        ToAccount = MovementRules.ReceiverOf(movement),
    };

    private static IntentRecord Find(State state, Digest digest)
    {
        bool isThere = state.TryGetIntent(digest, out IntentRecord? record);
        Invariant.Holds(isThere && record is not null);
        return record;
    }

    private static Rule FindRule(Policy policy, RuleId id)
    {
        foreach (Rule rule in policy.Rules)
        {
            if (rule.Id == id) return rule;
        }

        throw new InvariantException("a leaf names a rule that the policy does not have");
    }
}
