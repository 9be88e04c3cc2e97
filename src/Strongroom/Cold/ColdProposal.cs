using Strongroom.Assets;

namespace Strongroom.Cold;

/// <summary>
/// An internal move that somebody may request: a sweep into the cold account, or a top-up out of it.
/// </summary>
public sealed record ColdProposal(string Client, string From, string To, Amount Amount, bool IsSweep)
{
    /// <summary>
    /// Sweeps what a hot account has above <paramref name="ceiling"/> down to <paramref name="target"/>, and
    /// tops one up to it that has less than <paramref name="floor"/>, as far as the cold account reaches.
    /// Null where neither is due.
    /// </summary>
    public static ColdProposal? Of(AccountPair pair, Amount floor, Amount target, Amount ceiling)
    {
        UInt256 hot = pair.HotAvailable.BaseUnits;
        if (pair.HotAvailable > ceiling && ceiling >= target)
        {
            Amount above = new(hot - target.BaseUnits);
            return new ColdProposal(pair.Client, pair.Hot, pair.Cold, above, IsSweep: true);
        }

        if (pair.HotAvailable >= floor || floor > target || pair.ColdAvailable.IsZero) return null;
        Amount wanted = new(target.BaseUnits - hot);
        Amount given = wanted > pair.ColdAvailable ? pair.ColdAvailable : wanted;
        return new ColdProposal(pair.Client, pair.Cold, pair.Hot, given, IsSweep: false);
    }
}
