using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>So many distinct people of one group.</summary>
public sealed record QuorumTerm(int Count, GroupId Group)
{
    /// <summary>The most people that one term may ask for.</summary>
    public const int CountMax = 64;
}
