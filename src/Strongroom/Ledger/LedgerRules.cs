using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Cryptography;

namespace Strongroom.Ledger;

/// <summary>
/// Double-entry rules after TigerBeetle's model: every step changes the debit side of one account and the
/// credit side of another by the same amount, sums are checked 256-bit integers, and a pending transfer
/// reserves its amount until it is posted, voided or expired. Values in, values out; the Server's SQL writes
/// them.
/// </summary>
public static class LedgerRules
{
    /// <summary>Opens a transfer as <see cref="TransferState.Pending"/> or, at once, as posted.</summary>
    public static bool TryOpen(
        LedgerEntry entry,
        TransferState state,
        [NotNullWhen(true)] out LedgerEntry? opened,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Invariant.Holds(state is TransferState.Pending or TransferState.Posted);
        opened = null;
        refusal = CheckOpening(entry);
        if (refusal is not null) return false;
        LedgerTransfer transfer = entry.Transfer with { State = state };
        return state == TransferState.Pending
            ? TryReserve(entry with { Transfer = transfer }, out opened, out refusal)
            : TryPostSums(entry with { Transfer = transfer }, transfer.Amount, out opened, out refusal);
    }

    /// <summary>Posts a pending transfer with at most its amount; what is left over is released.</summary>
    public static bool TryPost(
        LedgerEntry entry,
        Amount amount,
        [NotNullWhen(true)] out LedgerEntry? posted,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        posted = null;
        if (!TryRelease(entry, out LedgerEntry? released, out refusal)) return false;
        if (amount > entry.Transfer.Amount)
        {
            refusal = new Refusal(
                LedgerRefusal.AmountAbovePending,
                "More than what is pending.",
                "amount",
                "at most the pending amount");
            return false;
        }

        LedgerTransfer transfer = entry.Transfer with { State = TransferState.Posted, Amount = amount };
        return TryPostSums(released with { Transfer = transfer }, amount, out posted, out refusal);
    }

    /// <summary>Gives back what a pending transfer held.</summary>
    public static bool TryEnd(
        LedgerEntry entry,
        TransferState state,
        [NotNullWhen(true)] out LedgerEntry? ended,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Invariant.Holds(state is TransferState.Voided or TransferState.Expired);
        ended = null;
        if (!TryRelease(entry, out LedgerEntry? released, out refusal)) return false;
        ended = released with { Transfer = entry.Transfer with { State = state } };
        return true;
    }

    /// <summary>Whether the posted debits of all accounts of one asset equal their posted credits.</summary>
    public static bool IsBalanced(IEnumerable<LedgerAccount> accounts)
    {
        Amount debits = Amount.Zero;
        Amount credits = Amount.Zero;
        foreach (LedgerAccount account in accounts)
        {
            debits += account.DebitsPosted + account.DebitsPending;
            credits += account.CreditsPosted + account.CreditsPending;
        }

        return debits == credits;
    }

    private static Refusal? CheckOpening(LedgerEntry entry)
    {
        LedgerTransfer transfer = entry.Transfer;
        Invariant.Holds(transfer.Debit == entry.Debit.Id && transfer.Credit == entry.Credit.Id);
        if (transfer.Amount.IsZero)
            return new Refusal(LedgerRefusal.AmountZero, "A transfer of nothing.", "amount", "at least 1");
        if (transfer.Debit == transfer.Credit)
            return new Refusal(
                LedgerRefusal.SameAccount, "Both sides are one account.", "credit", "another account");
        if (transfer.Asset != entry.Debit.Asset || transfer.Asset != entry.Credit.Asset)
        {
            return new Refusal(
                LedgerRefusal.AssetDiffers,
                "The accounts are not of this asset.",
                "asset",
                "accounts of one asset");
        }

        return entry.Debit.MayOverdraw || transfer.Amount <= entry.Debit.Available
            ? null
            : new Refusal(
                LedgerRefusal.BalanceTooLow,
                "The account does not hold so much.",
                "amount",
                "at most what is available");
    }

    private static bool TryReserve(
        LedgerEntry entry,
        [NotNullWhen(true)] out LedgerEntry? reserved,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Amount amount = entry.Transfer.Amount;
        bool fits = Amount.TryAdd(entry.Debit.DebitsPending, amount, out Amount debits);
        fits &= Amount.TryAdd(entry.Credit.CreditsPending, amount, out Amount credits);
        reserved = !fits
            ? null
            : entry with
            {
                Debit = entry.Debit with { DebitsPending = debits },
                Credit = entry.Credit with { CreditsPending = credits },
            };
        refusal = reserved is null ? TooLarge() : null;
        return reserved is not null;
    }

    private static bool TryPostSums(
        LedgerEntry entry,
        Amount amount,
        [NotNullWhen(true)] out LedgerEntry? posted,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        bool fits = Amount.TryAdd(entry.Debit.DebitsPosted, amount, out Amount debits);
        fits &= Amount.TryAdd(entry.Credit.CreditsPosted, amount, out Amount credits);
        posted = !fits
            ? null
            : entry with
            {
                Debit = entry.Debit with { DebitsPosted = debits },
                Credit = entry.Credit with { CreditsPosted = credits },
            };
        refusal = posted is null ? TooLarge() : null;
        return posted is not null;
    }

    private static bool TryRelease(
        LedgerEntry entry,
        [NotNullWhen(true)] out LedgerEntry? released,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        released = null;
        refusal = null;
        if (entry.Transfer.State != TransferState.Pending)
        {
            refusal = new Refusal(
                LedgerRefusal.NotPending,
                "The transfer has ended.",
                "transfer",
                "a transfer that is pending");
            return false;
        }

        // More pending than the account knows of would be a broken record, not a caller's mistake.
        released = entry with
        {
            Debit = entry.Debit with { DebitsPending = entry.Debit.DebitsPending - entry.Transfer.Amount },
            Credit = entry.Credit with { CreditsPending = entry.Credit.CreditsPending - entry.Transfer.Amount },
        };
        return true;
    }

    private static Refusal TooLarge() =>
        new(
            LedgerRefusal.SumTooLarge,
            "The account's sum would not fit 256 bits.",
            "amount",
            "at most 2^256 - 1");
}
