using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// SLIP-39 from end to end (satoshilabs slip-0039): a secret of 16 to 64 bytes (even), encrypted under a
/// passphrase, split over groups, each group over its members. Deviation: the standard names no upper bound.
/// </summary>
internal static class SharedSecret
{
    private const int IterationExponent = 1; // as the reference wallet: 20,000 iterations in all

    /// <summary>
    /// The shares group by group; extendable, so that a later splitting opens the same way.
    /// </summary>
    internal static IReadOnlyList<SecretShare> Split(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> passphrase, SplitPlan plan) =>
        Split(secret, passphrase, plan, isExtendable: true, IterationExponent);

    internal static IReadOnlyList<SecretShare> Split(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> passphrase, SplitPlan plan, bool isExtendable,
        int iterationExponent)
    {
        Invariant.Holds(plan.IsPossible && iterationExponent is >= 0 and <= ShareSet.IterationExponentMax);
        ShareSet set = new(
            NewIdentifier(), isExtendable, iterationExponent, plan.GroupThreshold, plan.Groups.Count);
        using SecretBytes sealedMaster = MasterCipher.Encrypt(secret, passphrase, set);
        SecretBytes[] groups = SplitValue(plan.GroupThreshold, plan.Groups.Count, sealedMaster);
        List<SecretShare> shares = [];
        for (int group = 0; group < groups.Length; group++)
        {
            (int threshold, int count) = plan.Groups[group];
            using SecretBytes groupValue = groups[group];
            SecretBytes[] members = SplitValue(threshold, count, groupValue);
            for (int member = 0; member < count; member++)
                shares.Add(new SecretShare(set, new SharePlace(group, member, threshold), members[member]));
        }

        return shares;
    }

    /// <summary>
    /// The secret of exactly the shares that are needed, no more and no fewer, in any order. A wrong
    /// passphrase gives another secret: compare what comes out with what is known of the right one.
    /// </summary>
    internal static bool TryCombine(
        IReadOnlyList<SecretShare> shares, ReadOnlySpan<byte> passphrase,
        [NotNullWhen(true)] out SecretBytes? secret, [NotNullWhen(false)] out ShareFault? fault)
    {
        secret = null;
        fault = MasterCipher.IsPassphrase(passphrase) ? ShareCheck.Find(shares) : new ShareFault(
            ShareFaultKind.Passphrase, 0, "a passphrase has at most 256 printable ASCII characters");
        if (fault is not null) return false;
        ShareSet set = shares[0].Set;
        using SecretBytes? sealedMaster = Combine(shares, set, out fault);
        if (sealedMaster is null)
        {
            fault ??= new(
                ShareFaultKind.Digest, 0, "the groups do not fit together: one is of another splitting");
            return false;
        }

        using SecretLease lease = sealedMaster.Open();
        secret = MasterCipher.Decrypt(lease.Span, passphrase, set);
        return true;
    }

    private static SecretBytes? Combine(
        IReadOnlyList<SecretShare> shares, ShareSet set, out ShareFault? fault)
    {
        fault = null;
        byte[] places = new byte[set.GroupThreshold];
        SecretBytes[] values = new SecretBytes[set.GroupThreshold];
        int count = 0;
        try
        {
            for (int group = 0; group < ShareSet.CountMax; group++)
            {
                List<SecretShare> members = ShareCheck.MembersOf(shares, group);
                if (members.Count == 0) continue;
                if (!TryCombineGroup(members, out SecretBytes? value))
                {
                    fault = new(
                        ShareFaultKind.Digest, 0,
                        $"the shares of group {group + 1} do not fit together: one is of another splitting");
                    return null;
                }

                (places[count], values[count]) = ((byte)group, value);
                count++;
            }

            return ShamirScheme.TryCombine(places, values, out SecretBytes? sealedMaster) ? sealedMaster
                : null;
        }
        finally
        {
            foreach (SecretBytes? value in values) value?.Dispose();
        }
    }

    private static bool TryCombineGroup(List<SecretShare> members, [NotNullWhen(true)] out SecretBytes? value)
    {
        byte[] places = new byte[members.Count];
        SecretBytes[] values = new SecretBytes[members.Count];
        for (int index = 0; index < members.Count; index++)
            (places[index], values[index]) = ((byte)members[index].Place.Member, members[index].Value);
        return ShamirScheme.TryCombine(places, values, out value);
    }

    private static SecretBytes[] SplitValue(int threshold, int count, SecretBytes value)
    {
        using SecretLease lease = value.Open();
        return ShamirScheme.Split(threshold, count, lease.Span);
    }

    private static int NewIdentifier()
    {
        Span<byte> bytes = stackalloc byte[2];
        RandomBytes.Fill(bytes);
        return ((bytes[0] << 8) | bytes[1]) & ((1 << ShareSet.IdentifierBits) - 1);
    }
}
