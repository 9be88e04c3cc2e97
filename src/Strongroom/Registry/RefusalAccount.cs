using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Decides which refusals get a leaf of their own and which are only counted (docs/formats/leaf.md): whoever
/// can reach the Signer can make it refuse, but nobody may fill its journal. Not part of the state; one
/// writer.
/// </summary>
public sealed class RefusalAccount
{
    /// <summary>The most leaves of its own that one person causes in a minute.</summary>
    public const int LeavesPerMinuteMax = 60;

    private readonly Dictionary<PersonId, int> _leaves = [];
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _minute;
    private Timestamp _since;

    /// <summary>An account that counts from this moment.</summary>
    public RefusalAccount(Timestamp since) => _since = since;

    /// <summary>
    /// The rostered person whose valid request for this digest came with it, if there is one.
    /// </summary>
    public static PersonId? RequesterOf(State state, IReadOnlyList<StatementCheck> statements, Digest intent)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            StatementCheck check = statements[i];
            bool isRequest = check.Statement.Verdict == Verdict.Request && check.Statement.Intents.Contains(
                intent);
            if (isRequest && Roll.Identify(state, check, out _) is null) return check.Statement.Person;
        }

        return null;
    }

    /// <summary>The leaf of a refusal, or null when it was counted instead.</summary>
    /// <param name="stamp">What the leaf would carry.</param>
    /// <param name="refusal">What was said; its sentence is not recorded.</param>
    /// <param name="requester">Who validly asked: from the statements, or of the registered intent.</param>
    /// <param name="intent">The digest, where one is known.</param>
    /// <param name="input">The SHA-256 of what was submitted.</param>
    public RefusedLeaf? Record(
        LeafStamp stamp, Refusal refusal, PersonId? requester, Digest? intent, Digest input)
    {
        if (requester is { } person && TryTake(person, stamp.Time))
            return new RefusedLeaf(stamp, person, refusal.Code, refusal.Field, intent, input);
        bool isListed = _counts.TryGetValue(refusal.Code, out long count);
        string code = isListed || _counts.Count < RefusalsLeaf.CodesMax - 1
            ? refusal.Code
            : RefusalsLeaf.OtherCode;
        _counts[code] = (code == refusal.Code ? count : _counts.GetValueOrDefault(code)) + 1;
        return null;
    }

    /// <summary>What was counted since the last time, as a leaf; null when nothing was.</summary>
    public RefusalsLeaf? TakeCounts(LeafStamp stamp)
    {
        if (_counts.Count == 0)
        {
            _since = stamp.Time;
            return null;
        }

        RefusalsLeaf leaf = new(
            stamp, _since, stamp.Time, new SortedDictionary<string, long>(_counts, StringComparer.Ordinal));
        _counts.Clear();
        _since = stamp.Time;
        return leaf;
    }

    private bool TryTake(PersonId person, Timestamp now)
    {
        long minute = now.UnixSeconds / 60;
        if (minute != _minute)
        {
            _leaves.Clear();
            _minute = minute;
        }

        int taken = _leaves.GetValueOrDefault(person);
        if (taken >= LeavesPerMinuteMax) return false;
        _leaves[person] = taken + 1;
        return true;
    }
}
