using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// What all shares of one splitting have in common: a random 15-bit identifier, whether further splittings of
/// the same master secret open with the same passphrase (extendable), the cost exponent of the passphrase,
/// and how many of how many groups are needed.
/// </summary>
internal readonly record struct ShareSet(
    int Identifier, bool IsExtendable, int IterationExponent, int GroupThreshold, int GroupCount)
{
    internal const int IdentifierBits = 15;
    internal const int CountMax = 16;
    internal const int IterationExponentMax = 15;

    /// <summary>
    /// What the checksum is bound to; for sets that are not extendable the cipher's salt too.
    /// </summary>
    internal ReadOnlySpan<byte> Customization => IsExtendable ? "shamir_extendable"u8 : "shamir"u8;
}

/// <summary>
/// Where one share stands: its group, its number in it (both from 0), and the group's threshold.
/// </summary>
internal readonly record struct SharePlace(int Group, int Member, int MemberThreshold);

/// <summary>One share, its value in locked memory.</summary>
internal sealed class SecretShare(ShareSet set, SharePlace place, SecretBytes value) : IDisposable
{
    internal ShareSet Set { get; } = set;

    internal SharePlace Place { get; } = place;

    internal SecretBytes Value { get; } = value;

    public void Dispose() => Value.Dispose();
}

/// <summary>
/// How to split: <paramref name="GroupThreshold"/> of the groups, each with its own m-of-n.
/// </summary>
internal sealed record SplitPlan(int GroupThreshold, IReadOnlyList<(int Threshold, int Count)> Groups)
{
    /// <summary>A splitting without groups: m of n people.</summary>
    internal static SplitPlan Of(int threshold, int count) => new(1, [(threshold, count)]);

    /// <summary>
    /// SLIP-39: a threshold of one only with one share, or every share would be the secret.
    /// </summary>
    internal bool IsPossible
    {
        get
        {
            if (Groups.Count is < 1 or > ShareSet.CountMax) return false;
            if (GroupThreshold < 1 || GroupThreshold > Groups.Count) return false;
            foreach ((int threshold, int count) in Groups)
            {
                if (count is < 1 or > ShareSet.CountMax || threshold < 1 || threshold > count) return false;
                if (threshold == 1 && count > 1) return false;
            }

            return true;
        }
    }
}
