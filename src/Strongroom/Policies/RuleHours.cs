using System.Runtime.InteropServices;

namespace Strongroom.Policies;

/// <summary>
/// A time of day in UTC, from the first minute included to the last excluded, not across midnight.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RuleHours(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => From <= time && time < To;

    /// <summary>Whether every moment of the other lies in this.</summary>
    public bool Covers(RuleHours other) => From <= other.From && other.To <= To;
}
