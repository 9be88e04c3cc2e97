using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The governance sequence at one point: how many leaves it has, and the running hash over all of them
/// (<see cref="GovernanceChain"/>).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GovernanceMark(ulong Count, Digest Head)
{
    public CanonicalObject ToObject() =>
        CanonicalObject.Of(("count", (long)Count), ("head", Head.ToString()));

    internal static GovernanceMark Read(ref MemberReader read, string name)
    {
        MemberReader mark = new(read.Object(name), read.PathOf(name));
        GovernanceMark value =
            new((ulong)mark.Integer("count", 1, CanonicalJson.IntegerMax), mark.Digest("head"));
        mark.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return value;
    }
}
