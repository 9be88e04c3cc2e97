using System.Numerics;

namespace Strongroom.Tests.Faults;

/// <summary>
/// A withdrawal as somebody asked for it, to a recipient of its own, and what the Server says became of it.
/// </summary>
internal sealed record Order(Holder From, string Asset, BigInteger Amount, string To, bool IsRejected)
{
    /// <summary>The idempotency key: whatever crashes, this is one withdrawal.</summary>
    internal string Key { get; } = Desk.NewKey();

    internal string? Id { get; set; }

    internal string? State { get; set; }

    internal string? TxHash { get; set; }

    internal string? Reason { get; set; }

    internal bool IsConfirmed => State == "Confirmed";

    /// <summary>Somebody's reject may come before or after the quorum; everything else must be paid.</summary>
    internal bool HasEndedWell => IsConfirmed || (IsRejected && State == "Rejected");
}
