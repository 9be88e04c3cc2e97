using Strongroom.Assets;

namespace Strongroom.Ledger;

/// <summary>
/// One account of the double-entry ledger in one asset: four sums that only grow, except that a pending sum
/// shrinks when its transfer ends. <see cref="MayOverdraw"/> is false where what went out can never be more
/// than what came in (a client's position).
/// </summary>
public sealed record LedgerAccount(Guid Id, AssetId Asset, bool MayOverdraw)
{
    public Amount DebitsPending { get; init; }

    public Amount DebitsPosted { get; init; }

    public Amount CreditsPending { get; init; }

    public Amount CreditsPosted { get; init; }

    /// <summary>
    /// What may still be debited: posted credits less all debits, also those that only pend.
    /// </summary>
    public Amount Available =>
        Amount.TryAdd(DebitsPosted, DebitsPending, out Amount debits)
        && Amount.TrySubtract(CreditsPosted, debits, out Amount rest)
            ? rest
            : Amount.Zero;
}
