using System.Diagnostics;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// Signs, keeps, broadcasts, waits: one transaction of an account after the other. What an earlier run left
/// in the folder is brought to its end before anything new is signed.
/// </summary>
internal sealed class Sender(RebuiltRoot root, RecoveryNode node, RecoveryFolder folder, TimeSpan timeMax)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    internal RecoveryNode Node => node;

    /// <summary>Whether it is in a block; what it did there shows in the balances.</summary>
    internal async Task<bool> SendAsync(
        DescriptorAccount account, (string Kind, AssetId Asset, Amount Amount) what,
        EthereumTransaction transaction, CancellationToken stop)
    {
        SentTransaction sent =
            new(what.Kind, what.Asset, what.Amount, root.Sign(account, transaction));
        folder.Save(account, sent, attempt: 0);
        return await SettleAsync(account, [sent], stop);
    }

    /// <summary>False while something that was signed earlier is in no block.</summary>
    internal async Task<bool> SettleAsync(DescriptorAccount account, CancellationToken stop)
    {
        List<SentTransaction> sent = folder.Load(account);
        if (sent.Count == 0) return true;
        ulong next = await node.NonceAsync(account.Address, stop);
        foreach (IGrouping<ulong, SentTransaction> attempts in sent.GroupBy(one => one.Transaction.Nonce))
        {
            if (attempts.Key >= next && !await SettleAsync(account, [.. attempts], stop)) return false;
        }

        return true;
    }

    /// <summary>Those of the account's transactions that the chain carried out.</summary>
    internal async Task<List<SentTransaction>> DoneAsync(DescriptorAccount account, CancellationToken stop)
    {
        List<SentTransaction> done = [];
        foreach (SentTransaction sent in folder.Load(account))
        {
            if (await node.OutcomeAsync(sent.Signed.Hash, stop) is true) done.Add(sent);
        }

        return done;
    }

    private async Task<bool> SettleAsync(
        DescriptorAccount account, List<SentTransaction> attempts, CancellationToken stop)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ulong nonce = attempts[0].Transaction.Nonce;
        while (true)
        {
            await node.BroadcastAsync(attempts[^1].Signed.Raw, stop);
            bool isTaken = await node.NonceAsync(account.Address, stop) > nonce;
            foreach (SentTransaction attempt in attempts)
            {
                if (await node.OutcomeAsync(attempt.Signed.Hash, stop) is not null) return true;
            }

            // Somebody else who holds the key used the nonce; what is left shows in the balances.
            if (isTaken) return true;
            if (watch.Elapsed > timeMax) return false;
            await Task.Delay(Pause, stop);
            FeeMarket market = await node.MarketAsync(stop);
            if (SweepPrice.IsTooLow(attempts[^1].Transaction, market)) Raise(account, attempts, market);
        }
    }

    private void Raise(DescriptorAccount account, List<SentTransaction> attempts, FeeMarket market)
    {
        SentTransaction last = attempts[^1];
        bool isRemainder = last.Kind == SentTransaction.Remainder;
        if (SweepPrice.Raise(last.Transaction, market, isRemainder) is not { } raised) return;
        Amount amount = isRemainder ? new Amount(raised.Value) : last.Amount;
        SentTransaction sent = last with { Amount = amount, Signed = root.Sign(account, raised) };
        folder.Save(account, sent, attempts.Count);
        attempts.Add(sent);
    }
}
