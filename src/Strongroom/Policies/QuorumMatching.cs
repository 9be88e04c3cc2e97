using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Assigns people to the places of one AND of "count distinct people of group": a bipartite matching by
/// augmenting paths (Kuhn 1955; Schrijver, Combinatorial Optimization, 16.3 and 39.3). The sets of people
/// that can be placed together are the independent sets of a transversal matroid, so offering the people with
/// an independent key first places as many of them as any assignment can.
/// </summary>
internal sealed class QuorumMatching
{
    /// <summary>The most terms of one AND.</summary>
    internal const int TermsMax = 8;

    private const int Unplaced = -1;

    private readonly int[] _counts;
    private readonly int[] _used;
    private readonly List<int> _masks = [];
    private readonly List<int> _places = [];

    internal QuorumMatching(IReadOnlyList<QuorumTerm> terms)
    {
        Invariant.Holds(terms.Count <= TermsMax);
        _counts = new int[terms.Count];
        _used = new int[terms.Count];
        for (int i = 0; i < terms.Count; i++) Missing += _counts[i] = terms[i].Count;
    }

    /// <summary>How many more people the terms need.</summary>
    internal int Missing { get; private set; }

    /// <summary>How many of the placed people were offered as independent.</summary>
    internal int IndependentCount { get; private set; }

    /// <summary>How many places of a term are still open.</summary>
    internal int MissingIn(int term) => _counts[term] - _used[term];

    /// <summary>Which terms a person of these groups could fill, one bit a term.</summary>
    internal static int MaskOf(IReadOnlyList<QuorumTerm> terms, IReadOnlyCollection<GroupId> groups)
    {
        int mask = 0;
        for (int i = 0; i < terms.Count; i++)
        {
            if (groups.Contains(terms[i].Group)) mask |= 1 << i;
        }

        return mask;
    }

    /// <summary>
    /// Places one more person if any assignment can, moving others between terms as needed.
    /// </summary>
    internal bool TryPlace(int mask, bool isIndependent)
    {
        _masks.Add(mask);
        _places.Add(Unplaced);
        if (!Augment(_masks.Count - 1, 0, out _)) return false;
        Missing--;
        if (isIndependent) IndependentCount++;
        return true;
    }

    /// <summary>Whether one more person of this mask could be placed; nothing moves.</summary>
    internal bool CanPlace(int mask)
    {
        // Terms reachable from the person by moving placed people; one with an open place is enough.
        int reached = mask;
        for (int seen = 0; seen != reached;)
        {
            seen = reached;
            for (int person = 0; person < _masks.Count; person++)
            {
                if (_places[person] != Unplaced && (reached & (1 << _places[person])) != 0)
                    reached |= _masks[person];
            }
        }

        for (int term = 0; term < _counts.Length; term++)
        {
            if ((reached & (1 << term)) != 0 && _used[term] < _counts[term]) return true;
        }

        return false;
    }

    private bool Augment(int person, int visited, out int visitedAfter)
    {
        visitedAfter = visited;
        for (int term = 0; term < _counts.Length; term++)
        {
            int bit = 1 << term;
            if ((_masks[person] & bit) == 0 || (visitedAfter & bit) != 0) continue;
            visitedAfter |= bit;
            if (_used[term] < _counts[term] || TryFree(term, ref visitedAfter))
            {
                _places[person] = term;
                _used[term]++;
                return true;
            }
        }

        return false;
    }

    private bool TryFree(int term, ref int visited)
    {
        for (int other = 0; other < _places.Count; other++)
        {
            if (_places[other] != term) continue;
            _places[other] = Unplaced;
            _used[term]--;
            if (Augment(other, visited, out visited)) return true;
            _places[other] = term;
            _used[term]++;
        }

        return false;
    }
}
