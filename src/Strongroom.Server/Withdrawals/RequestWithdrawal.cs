using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Ledger;
using Strongroom.Server.Audit;
using Strongroom.Server.Chains;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;
using Strongroom.Server.Wallets;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// POST /v1/withdrawals: the intent, the withdrawal, its pending transfers and the audit leaf in one
/// transaction. A token withdrawal from an account without ether also asks for a gas top-up by the house.
/// </summary>
internal sealed class RequestWithdrawal
{
    private readonly Database _database;
    private readonly IntentTable _intents;
    private readonly RegistryWatch _registry;
    private readonly FeeEstimate _fees;
    private readonly TimeProvider _clock;

    public RequestWithdrawal(
        Database database, IntentTable intents, RegistryWatch registry, FeeEstimate fees, TimeProvider clock)
    {
        _database = database;
        _intents = intents;
        _registry = registry;
        _fees = fees;
        _clock = clock;
    }

    /// <summary>Amounts in base units; without feeMax, twice what the chain asks for now.</summary>
    internal sealed record Input(
        Guid Client, string Asset, string Amount, string To, string? FeeMax = null, string? ExpiresAt = null);

    /// <summary>The input, parsed.</summary>
    private sealed record Terms(Guid Client, TransferCall Call, Amount? FeeMax, Timestamp? ExpiresAt);

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/withdrawals", (Input input, HttpContext http, RequestWithdrawal useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.RunAsync(scope, input, http)))
        .WithSummary("Request a withdrawal (needs an Idempotency-Key)")
        .Produces<WithdrawalOutput>(StatusCodes.Status202Accepted)
        .Needs(ApiScope.Withdrawals);

    private async Task<Answer> RunAsync(DbScope scope, Input input, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        string actor = SignedRequest.Of(http).Actor;
        if (!TryParse(input, out Terms? terms, out Refusal? refusal)) return Answer.Refused(refusal);
        if (!_registry.TryGet(out RegistryCopy? registry, out refusal)) return Answer.Refused(refusal);
        if (!registry.TryFind(terms.Call.Asset, out _, out refusal)) return Answer.Refused(refusal);
        PayingAccount? account = await PayingAccount.OfClientAsync(scope, terms.Client, terms.Call, stop);
        if (account is null) return Answer.Refused(PayingAccount.NotReady());
        Amount feeMax = terms.FeeMax ?? default;
        if (terms.FeeMax is null)
        {
            (feeMax, refusal) = await _fees.CapAsync(account.Address, terms.Call, stop);
            if (refusal is not null) return Answer.Refused(refusal);
        }

        MovementRow row = Compose(registry.Genesis, account, terms, feeMax, out Intent intent);
        (LedgerSlot? feeFrom, Amount missing) = await ChooseFeeSourceAsync(scope, row, stop);
        Intent? topUp = null;
        if (feeFrom is null)
        {
            (topUp, row, refusal) = await TopUpAsync(scope, registry.Genesis, row, missing, actor, stop);
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

    private bool TryParse(
        Input input, [NotNullWhen(true)] out Terms? terms, [NotNullWhen(false)] out Refusal? refusal)
    {
        terms = null;
        Amount feeMax = default;
        Timestamp expiresAt = default;
        if (!AssetId.TryParse(input.Asset, out AssetId? asset, out refusal)) return false;
        if (!Amount.TryParse(input.Amount, out Amount amount, out refusal)) return false;
        if (!EthereumAddress.TryParse(input.To, out EthereumAddress to, out refusal)) return false;
        if (input.FeeMax is not null && !Amount.TryParse(input.FeeMax, out feeMax, out refusal)) return false;
        if (input.FeeMax is not null && feeMax.IsZero)
        {
            refusal = HttpRefusals.Value("feeMax", "at least 1");
            return false;
        }

        if (input.ExpiresAt is not null && !Timestamp.TryParse(input.ExpiresAt, out expiresAt, out refusal))
            return false;
        DateTimeOffset now = _clock.GetUtcNow();
        bool isInTime = expiresAt.ToDateTimeOffset() > now
            && expiresAt.ToDateTimeOffset() <= now.AddDays(Intent.MovementDaysMax).AddSeconds(-1);
        if (input.ExpiresAt is not null && !isInTime)
        {
            refusal = new Refusal(
                WithdrawalsRefusal.Lifetime, "The withdrawal would not live as long as it may.", "expiresAt",
                $"later than now, and at most {Intent.MovementDaysMax} days");
            return false;
        }

        if (!TransferCall.TryCreate(asset, to, amount, out TransferCall? call, out refusal)) return false;
        terms = new Terms(
            input.Client, call, input.FeeMax is null ? null : feeMax, input.ExpiresAt is null ? null
                : expiresAt);
        return true;
    }

    private MovementRow Compose(
        Digest genesis, PayingAccount account, Terms terms, Amount feeMax, out Intent intent)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        IntentHead head = NewIntent.Head(genesis, now, isMovement: true);
        if (terms.ExpiresAt is { } expiresAt) head = head with { ExpiresAt = expiresAt };
        intent = NewIntent.Read(Intent.Movement.Compose(
            head, IntentKind.Withdrawal, account.Terms(terms.Call, feeMax), (
                "client", terms.Client.ToString("D"))));
        return account.Movement(intent, terms.Client, now);
    }

    // Ether pays its own fee. A token's fee comes from the house's ether at the account, else from the
    // client's own ether there; where neither is enough, from a top-up by the house.
    private static async Task<(LedgerSlot? From, Amount Missing)> ChooseFeeSourceAsync(
        DbScope scope, MovementRow row, CancellationToken stop)
    {
        LedgerSlot custody = LedgerSlot.Custody(row.Account, row.Native);
        if (row.Asset.IsNative) return (custody, default);
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
        MovementRow row = house.Movement(topUp, waiting.Client, now) with
        {
            IsTopUp = true,
            ToAccount = waiting.Account,
        };
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
        refusal = await LedgerTable.OpenAsync(scope, Settlement.HoldAmount(row), TransferState.Pending, stop);
        if (refusal is null && feeFrom is not null)
            refusal = await LedgerTable.OpenAsync(
                scope, Settlement.HoldFee(row, feeFrom), TransferState.Pending, stop);
        return refusal?.Code == LedgerRefusal.BalanceTooLow
            ? new Refusal(
                WithdrawalsRefusal.BalanceTooLow, "The account does not hold amount and fee.", "amount",
                "at most what is available, less feeMax for ether")
            : refusal;
    }
}
