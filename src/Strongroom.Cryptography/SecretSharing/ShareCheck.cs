namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// Whether shares belong together (SLIP-39, "Combining the shares"), in written order, naming the first that
/// does not.
/// </summary>
internal static class ShareCheck
{
    internal static ShareFault? Find(IReadOnlyList<SecretShare> shares)
    {
        if (shares.Count == 0) return new ShareFault(ShareFaultKind.TooFew, 0, "no share was given");
        for (int index = 1; index < shares.Count; index++)
        {
            ShareFault? fault = FindBeside(shares, index);
            if (fault is not null) return fault;
        }

        return FindCount(shares);
    }

    /// <summary>The same for one share more, while shares arrive one at a time.</summary>
    internal static ShareFault? FindBeside(IReadOnlyList<SecretShare> shares, int index)
    {
        SecretShare share = shares[index];
        int number = index + 1;
        for (int other = 0; other < index; other++)
        {
            SecretShare earlier = shares[other];
            if (share.Set != earlier.Set
                || share.Value.Length != earlier.Value.Length) return OtherSet(number);
            if (share.Place.Group != earlier.Place.Group) continue;
            if (share.Place.MemberThreshold != earlier.Place.MemberThreshold) return OtherSet(number);
            if (share.Place.Member == earlier.Place.Member)
            {
                return new ShareFault(
                    ShareFaultKind.Repeated, number,
                    $"share {number} has the same place as share {other + 1}");
            }
        }

        return null;
    }

    /// <summary>Whether shares that belong together are exactly enough.</summary>
    internal static ShareFault? FindCount(IReadOnlyList<SecretShare> shares)
    {
        int groups = 0;
        for (int group = 0; group < ShareSet.CountMax; group++)
        {
            List<SecretShare> members = MembersOf(shares, group);
            if (members.Count == 0) continue;
            groups++;
            int needed = members[0].Place.MemberThreshold;
            if (members.Count == needed) continue;
            return Count(members.Count, needed, $"shares of group {group + 1}");
        }

        int wanted = shares[0].Set.GroupThreshold;
        return groups == wanted ? null : Count(groups, wanted, "groups");
    }

    internal static List<SecretShare> MembersOf(IReadOnlyList<SecretShare> shares, int group)
    {
        List<SecretShare> members = [];
        foreach (SecretShare share in shares)
        {
            if (share.Place.Group == group) members.Add(share);
        }

        return members;
    }

    private static ShareFault OtherSet(int number) =>
        new(ShareFaultKind.OtherSet, number, $"share {number} belongs to another set than share 1");

    private static ShareFault Count(int given, int needed, string what) => new(
        given < needed ? ShareFaultKind.TooFew : ShareFaultKind.TooMany, 0,
        $"{given} {what} are here and exactly {needed} are needed");
}
