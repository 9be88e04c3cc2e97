using System.CommandLine;
using Strongroom.Assets;
using Strongroom.Audit;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>recover plan --descriptors FILE --log-key VKEY --rpc URL …</c>: what is where, without any share.
/// </summary>
internal static class PlanRecovery
{
    internal static Command Build()
    {
        RecoveryOptions options = new();
        Command command = new("plan", "List what the accounts of the descriptors hold");
        options.AddTo(command);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            Dictionary<string, RecoveryNode> nodes = new(StringComparer.Ordinal);
            try
            {
                if (!options.TryGetKey(parsed, out NoteKey? key, out Refusal? refusal))
                    return Answer.Refuse(refusal, isJson: false);
                refusal = await options.OpenNodesAsync(parsed, nodes, stop);
                if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
                return await RunAsync(parsed.GetValue(options.Descriptors)!, key, nodes, stop);
            }
            finally
            {
                foreach (RecoveryNode node in nodes.Values) node.Dispose();
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, NoteKey journal, Dictionary<string, RecoveryNode> nodes, CancellationToken stop)
    {
        KnownAssets known = new();
        RecoverySums sums = new();
        RecoveryProgress progress = new("accounts looked at");
        using DescriptorFile file = DescriptorFile.Open(path, journal);
        Refusal? refusal;
        while (file.Next(out refusal) is { } part)
        {
            known.Take(part);
            await Parallel.ForEachAsync(part.Accounts, stop, async (account, end) =>
            {
                if (nodes.TryGetValue($"{account.Chain}", out RecoveryNode? node))
                    await ShowAsync(account, node, known, sums, end);
                progress.Count();
            });
        }

        RecoveryProgress.End();
        if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
        foreach ((AssetId asset, Amount amount) in sums.Moved)
            Console.Out.WriteLine($"all together: {known.Show(asset, amount)}");
        return Answer.Done;
    }

    private static async Task ShowAsync(
        DescriptorAccount account, RecoveryNode node, KnownAssets known, RecoverySums sums,
        CancellationToken stop)
    {
        foreach (AssetId asset in known.Of(account.Chain))
        {
            UInt256 held = await node.BalanceAsync(account.Address, asset, stop);
            if (held.IsZero) continue;
            Amount amount = new(held);
            sums.AddMoved(asset, amount);
            string owner = account.IsHouse ? $"house {account.Owner}" : $"{account.Owner}";
            Console.Out.WriteLine(
                $"{account.Address}  {known.Show(asset, amount)}  owner {owner}  account {account.Account}");
        }
    }
}
