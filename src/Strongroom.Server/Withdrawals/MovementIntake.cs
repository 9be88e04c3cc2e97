using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Ledger;
using Strongroom.Server.Chains;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// Takes a composed movement in: intent, movement, its pending transfers and the audit leaf in one
/// transaction. A token's movement from an account without ether also asks for a gas top-up by the house.
/// </summary>
internal sealed class MovementIntake
{
    private readonly IntentTable _intents;
    private readonly FeeEstimate _fees;
    private readonly TimeProvider _clock;

    public MovementIntake(IntentTable intents, FeeEstimate fees, TimeProvider clock)
    {
        _intents = intents;
        _fees = fees;
        _clock = clock;
    }

    /// <summary>The cap that was named, or what the chain would take several times over.</summary>
    internal async Task<(Amount Cap, Refusal? Refusal)> CapAsync(
        Amount? named, PayingAccount account, TransferCall call, CancellationToken stop) =>
        named is { } cap ? (cap, null) : await _fees.CapAsync(account.Address, call, stop);

    internal async Task<Answer> TakeAsync(
        DbScope scope, MovementRow row, Intent intent, string actor, CancellationToken stop)
    {
        (LedgerSlot? feeFrom, Amount missing) = await ChooseFeeSourceAsync(scope, row, stop);
        Intent? topUp = null;
        Refusal? refusal;
        if (feeFrom is null)
        {
            (topUp, row, refusal) = await TopUpAsync(scope, intent.Institution, row, missing, actor, stop);
            if (refusal is not null) return Answer.Refused(refusal);
        }

        refusal = await StoreAsync(scope, row, intent, feeFrom, actor, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        WithdrawalOutput output = WithdrawalOutput.Of(row) with
        {
            Intent = IntentOutput.Of(intent, IntentState.Awaiting),
            TopUpIntent = topUp is null ? null : IntentOutput.Of(topUp, IntentState.Awaiting),
        };
        return Answer.Accepted($"/v1/withdrawals/{row.Id:D}", output, ApiJson.Default.WithdrawalOutput);
    }

    // Ether pays its own fee. A token's fee comes from the house's ether at the account, else from the
    // client's own ether there; where neither is enough, from a top-up by the house.
    private static async Task<(LedgerSlot? From, Amount Missing)> ChooseFeeSourceAsync(
        DbScope scope, MovementRow row, CancellationToken stop)
    {
        LedgerSlot custody = LedgerSlot.Custody(row.Account, row.Native);
        if (row.Asset.IsNative) return (custody, default);
        if (row.Replaces is { } id && await MovementTable.FindAsync(scope, id, stop) is { } replaced
            && await Settlement.FindFeeSlotAsync(scope, replaced, stop) is { } same)
            return (same, default);
        LedgerSlot gas = LedgerSlot.Gas(row.Account, row.Native);
        await LedgerTable.LockAsync(
            scope, [.. Settlement.SlotsOf(row, gas), custody], stop);
        Amount house = (await LedgerTable.ReadAsync(scope, gas, stop)).Available;
        if (house >= row.FeeMax) return (gas, default);
        Amount own = (await LedgerTable.ReadAsync(scope, custody, stop)).Available;
        return own >= row.FeeMax ? (custody, default) : (null, row.FeeMax - house);
    }

    private async Task<(Intent? TopUp, MovementRow Waiting, Refusal? Refusal)> TopUpAsync(
        DbScope scope, Digest genesis, MovementRow waiting, Amount missing, string actor,
        CancellationToken stop)
    {
        Refusal noGas = new(
            WithdrawalsRefusal.NoGas, "Neither the account nor the house holds the ether for the fee.",
            "asset",
            "ether at the account, or a funded house wallet");
        PayingAccount? house = await PayingAccount.OfHouseAsync(scope, waiting.Chain, stop);
        if (house is null) return (null, waiting, noGas);
        if (!TransferCall.TryCreate(
            waiting.Native, waiting.From, missing, out TransferCall? call, out Refusal? refusal))
            return (null, waiting, refusal);
        (Amount feeMax, refusal) = await _fees.CapAsync(house.Address, call, stop);
        if (refusal is not null) return (null, waiting, refusal);
        DateTimeOffset now = _clock.GetUtcNow();
        Intent topUp = NewIntent.Read(Intent.Movement.Compose(
            NewIntent.Head(genesis, now, isMovement: true), IntentKind.GasTopUp, house.Terms(call, feeMax),
            ("house", house.Wallet.ToString("D")), ("toAccount", waiting.Account.ToString("D"))));
        MovementRow row = house.Movement(topUp, waiting.Client, now);
        refusal = await StoreAsync(
            scope, row, topUp, LedgerSlot.Custody(row.Account, row.Native), actor, stop);
        if (refusal is not null)
            return (null, waiting, refusal.Code == WithdrawalsRefusal.BalanceTooLow ? noGas : refusal);
        return (topUp, waiting with { WaitsFor = row.Id }, null);
    }

    private async Task<Refusal?> StoreAsync(
        DbScope scope, MovementRow row, Intent intent, LedgerSlot? feeFrom, string actor,
        CancellationToken stop)
    {
        Refusal? refusal = await _intents.StoreAsync(scope, intent, actor, stop);
        if (refusal is not null) return refusal;
        await MovementTable.InsertAsync(scope, row, stop);
        LedgerSlot lockedFee = feeFrom ?? LedgerSlot.Gas(row.Account, row.Native);
        await LedgerTable.LockAsync(scope, Settlement.SlotsOf(row, lockedFee), stop);
        if (row.Replaces is { } replaced)
            return await ReplacementHold.OpenAsync(scope, replaced, row, lockedFee, stop);
        refusal = await LedgerTable.OpenAsync(scope, Settlement.HoldAmount(row), TransferState.Pending, stop);
        if (refusal is null && feeFrom is not null)
            refusal = await LedgerTable.OpenAsync(
                scope, Settlement.HoldFee(row, feeFrom), TransferState.Pending, stop);
        return refusal?.Code == LedgerRefusal.BalanceTooLow ? BalanceTooLow() : refusal;
    }

    internal static Refusal BalanceTooLow() => new(
        WithdrawalsRefusal.BalanceTooLow, "The account does not hold amount and fee.", "amount",
        "at most what is available, less feeMax for ether");
}
