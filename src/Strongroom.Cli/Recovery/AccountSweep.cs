using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// Empties one account: its tokens first, since they need its ether for gas, then the ether itself less the
/// fee. What cannot be moved is written down with the reason.
/// </summary>
internal sealed class AccountSweep(
    DescriptorAccount account, EthereumAddress destination, ChainTools tools, RecoveryFolder folder)
{
    private readonly Dictionary<AssetId, CanonicalObject> _reasons = [];

    private RecoveryNode Node => tools.Sender.Node;

    private AssetId Native => tools.Native;

    internal async Task RunAsync(CancellationToken stop)
    {
        if (await tools.Sender.SettleAsync(account, stop))
        {
            await MoveTokensAsync(stop);
            if (!_reasons.ContainsKey(Native)) await MoveRemainderAsync(stop);
        }
        else
        {
            foreach (AssetId asset in tools.Assets) _reasons[asset] = Because("pending");
        }

        foreach (SentTransaction sent in await tools.Sender.DoneAsync(account, stop))
            folder.WriteMoved(account, sent);
        foreach (AssetId asset in tools.Assets)
        {
            UInt256 rest = await Node.BalanceAsync(account.Address, asset, stop);
            if (!rest.IsZero)
                folder.WriteLeft(account, asset, rest, _reasons.GetValueOrDefault(asset) ?? Because("dust"));
        }
    }

    internal static ulong NumberOf(DescriptorAccount account)
    {
        bool isEthereum = account.Chain.TryGetEip155(out ulong number);
        Invariant.Holds(isEthereum);
        return number;
    }

    private static CanonicalObject Because(string reason) => CanonicalObject.Of(("reason", reason));

    private async Task MoveTokensAsync(CancellationToken stop)
    {
        List<(TransferCall Call, ulong Gas)> calls = [];
        FeeMarket market = await Node.MarketAsync(stop);
        UInt256 price = SweepPrice.OfTransfer(market);
        UInt256 fee = UInt256.Zero;
        foreach (AssetId asset in tools.Assets)
        {
            if (asset.IsNative) continue;
            if (await CallAsync(asset, stop) is not { } call) continue;
            fee += price * call.Gas;
            calls.Add(call);
        }

        if (calls.Count == 0 || !await HasGasAsync(calls, fee, stop)) return;
        foreach ((TransferCall call, ulong gas) in calls)
        {
            EthereumTransaction transaction = new()
            {
                Kind = TransactionKind.DynamicFee,
                ChainNumber = NumberOf(account),
                Nonce = await Node.NonceAsync(account.Address, stop),
                MaxPriorityFeePerGas = market.PriorityFeePerGas,
                MaxFeePerGas = price,
                GasLimit = gas,
                To = call.To,
                Value = UInt256.Zero,
                CallData = call.EncodeCallData(),
            };
            (string, AssetId, Amount) what = (SentTransaction.Token, call.Asset, call.Amount);
            if (await tools.Sender.SendAsync(account, what, transaction, stop)) continue;
            _reasons[call.Asset] = _reasons[Native] = Because("pending");
            return;
        }
    }

    private async Task<(TransferCall Call, ulong Gas)?> CallAsync(AssetId asset, CancellationToken stop)
    {
        UInt256 balance = await Node.BalanceAsync(account.Address, asset, stop);
        if (balance.IsZero) return null;
        bool isCall = TransferCall.TryCreate(
            asset, destination, new Amount(balance), out TransferCall? call, out _);
        ulong? gas = isCall
            ? await Node.GasAsync(
                account.Address, call!.To, UInt256.Zero, call.EncodeCallData(), stop)
            : null;
        if (gas is { } needed) return (call!, needed + (needed / 4));
        _reasons[asset] = Because("refused-by-contract");
        return null;
    }

    private async Task<bool> HasGasAsync(
        List<(TransferCall Call, ulong Gas)> calls, UInt256 fee, CancellationToken stop)
    {
        UInt256 held = await Node.BalanceAsync(account.Address, Native, stop);
        if (held >= fee) return true;
        bool isOther = tools.Tank is { } tank && tank.Account.Account != account.Account;
        if (isOther && await tools.Tank!.TopUpAsync(account, fee, stop)) return true;
        CanonicalObject why = CanonicalObject.Of(("missing", (fee - held).ToString()), ("reason", "no-gas"));
        foreach ((TransferCall call, _) in calls) _reasons[call.Asset] = why;
        _reasons[Native] = Because("kept-for-gas");
        return false;
    }

    private async Task MoveRemainderAsync(CancellationToken stop)
    {
        UInt256 held = await Node.BalanceAsync(account.Address, Native, stop);
        if (held.IsZero) return;
        ulong? estimated = await Node.GasAsync(account.Address, destination, UInt256.One, [], stop);
        if (estimated is not { } gas) return;
        UInt256 price = SweepPrice.OfRemainder(await Node.MarketAsync(stop));
        if (!UInt256.TrySubtract(held, price * gas, out UInt256 value) || value.IsZero) return;
        EthereumTransaction transaction = new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = NumberOf(account),
            Nonce = await Node.NonceAsync(account.Address, stop),
            MaxPriorityFeePerGas = price,
            MaxFeePerGas = price,
            GasLimit = gas,
            To = destination,
            Value = value,
        };
        (string, AssetId, Amount) what = (SentTransaction.Remainder, Native, new Amount(value));
        if (!await tools.Sender.SendAsync(account, what, transaction, stop))
            _reasons[Native] = Because("pending");
    }
}
