using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>How many attestors of which group must have said it, and how long ago at most.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FactQuorum(GroupId Group, int Count, int AgeMaxSeconds)
{
    public const int CountMax = 16;

    /// <summary>31 days: some lists are published that seldom.</summary>
    public const int AgeMaxSecondsMax = 2_678_400;

    public override string ToString() => $"from {Count} of group {Group}, at most {AgeMaxSeconds} s old";
}
