using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>
/// Plans how everything leaves the accounts of a root: pure, from what the Signer and a node said. Accounts
/// without a successor are opened first, by a bundle of their own, because only then is it known where to.
/// Every transaction pays exactly its fee per gas, so that a transfer of the rest leaves nothing.
/// </summary>
public sealed class SweepPlan
{
    /// <summary>What a transfer of ether costs (TransactionRules).</summary>
    public const ulong TransferGas = 21_000;

    private readonly SweepTerms _terms;
    private readonly List<SweepStep> _steps = [];
    private readonly List<SweepDust> _dust = [];
    private readonly Dictionary<AccountId, Amount> _gas = [];

    private SweepPlan(SweepTerms terms)
    {
        _terms = terms;
        foreach (GasSource source in terms.GasSources) _gas[source.Account] = source.Balance;
    }

    public static bool TryMake(
        IReadOnlyList<SweptAccount> accounts, SweepTerms terms,
        [NotNullWhen(true)] out SweepBundle? bundle, [NotNullWhen(false)] out Refusal? refusal)
    {
        bundle = null;
        SweepPlan plan = new(terms);
        SweptAccount[] alone = [.. accounts.Where(account => account.Successor is null)];
        if (alone.Length > 0) plan.Open(alone);
        refusal = alone.Length > 0 ? null : plan.MoveAll(accounts);
        if (refusal is null && plan._steps.Count > SweepBundle.StepsMax)
        {
            refusal = new Refusal(
                SweepRefusal.TooMany, "The sweep has more steps than one bundle takes.", null,
                "fewer accounts at once");
        }

        if (refusal is not null) return false;
        bundle = new SweepBundle(terms.Root, terms.Now)
        {
            Steps = [.. plan._steps.OrderBy(step => step.Wave)],
            Dust = plan._dust,
        };
        return true;
    }

    /// <summary>One account for all that an owner has on a chain at one temperature.</summary>
    private void Open(SweptAccount[] accounts)
    {
        SweptAccount[] slots =
        [
            .. accounts.GroupBy(account => (account.Wallet, account.Chain, account.Temperature))
                .Select(slot => slot.MaxBy(account => account.NextGeneration)!),
        ];
        foreach (IGrouping<WalletId, SweptAccount> wallet in slots.GroupBy(account => account.Wallet))
        {
            foreach (SweptAccount[] part in wallet.Chunk(Intent.AccountsMax)) Open(part[0], part);
        }
    }

    private void Open(SweptAccount first, SweptAccount[] slots)
    {
        CanonicalArray terms = CanonicalArray.OfObjects(slots.Select(slot => new AccountTerms(
            new AccountId(_terms.NewId()), slot.Chain, slot.NextGeneration, slot.Temperature).ToCanonical()));
        IntentHead head = _terms.Head(Intent.GovernanceDaysMax);
        Add(SweepWave.Open, 0, first.IsHouse
            ? head.Compose(
                IntentKind.HouseWalletOpening, ("wallet", first.Wallet.ToString()), ("purpose", "gas"),
                ("accounts", terms))
            : head.Compose(
                IntentKind.WalletOpening, ("client", first.Owner.ToString()),
                ("wallet", first.Wallet.ToString()), ("accounts", terms)));
    }

    private Refusal? MoveAll(IReadOnlyList<SweptAccount> accounts)
    {
        foreach (SweptAccount house in accounts.Where(account => account.IsHouse)) MoveHouse(house);
        foreach (SweptAccount account in accounts.Where(account => !account.IsHouse))
        {
            if (MoveClients(account) is { } refusal) return refusal;
        }

        return null;
    }

    private void MoveHouse(SweptAccount account)
    {
        Amount fee = _terms.Fee(account.Chain, TransferGas);
        if (account.Native <= fee)
        {
            Keep(account, account.Native);
            return;
        }

        Amount rest = account.Native - fee;
        Move(account, Ether(account, rest), SweepWave.House);
        if (_gas.TryGetValue(account.Successor!.Account, out Amount balance))
            _gas[account.Successor.Account] = balance + rest;
    }

    /// <summary>Tokens before ether, because the ether pays for them.</summary>
    private Refusal? MoveClients(SweptAccount account)
    {
        Amount needed = Amount.Zero;
        SweptToken[] tokens = [.. account.Tokens.Where(token => !token.Amount.IsZero)];
        foreach (SweptToken token in tokens) needed += _terms.Fee(account.Chain, token.GasLimit);
        if (account.Native < needed && TopUp(account, needed - account.Native) is { } refusal) return refusal;
        foreach (SweptToken token in tokens) Move(account, token, SweepWave.Move);
        Amount rest = account.Native > needed ? account.Native - needed : Amount.Zero;
        Amount fee = _terms.Fee(account.Chain, TransferGas);
        if (rest <= fee) Keep(account, rest);
        else Move(account, Ether(account, rest - fee), SweepWave.Move);
        return null;
    }

    private Refusal? TopUp(SweptAccount account, Amount amount)
    {
        GasSource[] sources = [.. _terms.GasSources.Where(source => source.Chain == account.Chain)];
        if (sources.Length == 0)
        {
            return new Refusal(
                SweepRefusal.GasSource, $"Nobody pays for the fees of {account.Address}.", "--gas-account",
                "a house account below an active root");
        }

        Amount cost = amount + _terms.Fee(account.Chain, TransferGas);
        GasSource? payer = Array.Find(sources, source => _gas[source.Account] >= cost);
        if (payer is null)
        {
            return new Refusal(
                SweepRefusal.GasShort, "The house accounts hold too little for the fees.", "--gas-account",
                $"{cost} base units more");
        }

        _gas[payer.Account] -= cost;
        TransferCall call = CallOf(AssetId.Ether(NumberOf(account.Chain)), account.Address, amount);
        Add(SweepWave.Gas, TransferGas, Intent.Movement.Compose(
            _terms.Head(Intent.MovementDaysMax), IntentKind.GasTopUp,
            new MovementTerms(payer.Account, payer.Address, call, _terms.Fee(account.Chain, TransferGas)),
            ("house", payer.House.ToString()), ("toAccount", account.Account.ToString())));
        return null;
    }

    private void Move(SweptAccount account, SweptToken what, SweepWave wave)
    {
        Receiver to = account.Successor!;
        TransferCall call = CallOf(what.Asset, to.Address, what.Amount);
        Add(wave, what.GasLimit, Intent.Movement.Compose(
            _terms.Head(Intent.MovementDaysMax),
            account.IsHouse ? IntentKind.GasTopUp : IntentKind.InternalMove,
            new MovementTerms(
                account.Account, account.Address, call, _terms.Fee(account.Chain, what.GasLimit)),
            (account.IsHouse ? "house" : "client", account.Owner.ToString()),
            ("toAccount", to.Account.ToString())));
    }

    private void Keep(SweptAccount account, Amount amount)
    {
        if (!amount.IsZero)
            _dust.Add(new SweepDust(account.Account, AssetId.Ether(NumberOf(account.Chain)), amount));
    }

    private void Add(SweepWave wave, ulong gasLimit, CanonicalObject body)
    {
        bool isIntent = Intent.TryParse(body, out Intent? intent, out Refusal? refusal);
        Invariant.Holds(isIntent && refusal is null && intent is not null);
        _steps.Add(new SweepStep(wave, intent, gasLimit));
    }

    private static SweptToken Ether(SweptAccount account, Amount amount) =>
        new(AssetId.Ether(NumberOf(account.Chain)), amount, TransferGas);

    private static TransferCall CallOf(AssetId asset, EthereumAddress to, Amount amount)
    {
        bool isCall = TransferCall.TryCreate(asset, to, amount, out TransferCall? call, out _);
        Invariant.Holds(isCall && call is not null);
        return call;
    }

    private static ulong NumberOf(ChainId chain)
    {
        bool isNumber = chain.TryGetEip155(out ulong number);
        Invariant.Holds(isNumber);
        return number;
    }
}
