using Strongroom.Assets;
using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// A sweep from the first check to the report. The file is read twice: once to derive every path and compare
/// every address, before anything is signed, and once to move.
/// </summary>
internal sealed class SweepRun(RebuiltRoot root, NoteKey journal, Destinations destinations) : IDisposable
{
    private const int AtATimeMax = 8;

    private readonly KnownAssets known = new();
    private readonly Dictionary<string, ChainTools> tools = new(StringComparer.Ordinal);
    private readonly RecoverySums counted = new();
    private readonly HashSet<EthereumAddress> named = [];
    private DescriptorAccount? tank;
    private Digest genesis;

    internal required string Descriptors { get; init; }

    internal required AccountId? GasAccount { get; init; }

    internal required string Output { get; init; }

    internal required TimeSpan TimeMax { get; init; }

    internal Dictionary<string, RecoveryNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Null when every account of this root has the address that it should have, and a way out.
    /// </summary>
    internal Refusal? Check()
    {
        RecoveryProgress progress = new("addresses compared");
        using DescriptorFile file = DescriptorFile.Open(Descriptors, journal);
        Refusal? refusal;
        while (file.Next(out refusal) is { } part)
        {
            genesis = part.Genesis;
            known.Take(part);
            foreach (DescriptorAccount account in part.Accounts)
            {
                refusal = Check(account);
                if (refusal is not null) return refusal;
                progress.Count();
            }
        }

        RecoveryProgress.End();
        if (refusal is not null) return refusal;
        if (counted.Found + counted.Unreached == 0) return RecoveryRefusals.RootDiffers();
        if (counted.Found == 0) return RecoveryRefusals.ChainUnreachable();
        if (named.Count > 0) return RecoveryRefusals.Destination($"{named.First()}");
        if (GasAccount is not null && tank is null) return RecoveryRefusals.GasAccount();
        Console.Out.WriteLine($"{counted.Found} accounts of this root, every address as the descriptors say");
        return null;
    }

    internal async Task<int> SweepAsync(CancellationToken stop)
    {
        using RecoveryFolder folder = new(Output);
        (folder.Sums.Found, folder.Sums.Unreached, folder.Sums.Elsewhere) =
            (counted.Found, counted.Unreached, counted.Elsewhere);
        foreach ((string chain, RecoveryNode node) in Nodes)
        {
            if (!known.Chains.TryGetValue(chain, out AssetId? native)) continue;
            Sender sender = new(root, node, folder, TimeMax);
            ChainTools chainTools = new(sender, native, known.Of(native.Chain));
            if ($"{tank?.Chain}" == chain) chainTools.Tank = new GasTank(tank!, sender, native);
            tools[chain] = chainTools;
        }

        RecoveryProgress progress = new("accounts swept") { Total = counted.Found };
        using (DescriptorFile file = DescriptorFile.Open(Descriptors, journal))
        {
            Refusal? refusal;
            while (file.Next(out refusal) is { } part) await SweepAsync(part, folder, progress, stop);
            if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
        }

        // Last, when nobody needs its gas any more.
        if (tank is not null) await SweepAsync(tank, folder, stop);
        RecoveryProgress.End();
        return Report(folder);
    }

    public void Dispose()
    {
        foreach (ChainTools chain in tools.Values) chain.Tank?.Dispose();
        foreach (RecoveryNode node in Nodes.Values) node.Dispose();
    }

    private Refusal? Check(DescriptorAccount account)
    {
        if (destinations.Contains(account.Address)) named.Add(account.Address);
        if (account.Root != root.Name)
        {
            counted.Elsewhere++;
            return null;
        }

        if (!root.Holds(account)) return RecoveryRefusals.AddressDiffers($"{account.Account}");
        if (!destinations.TryGet(account.Owner, out _))
            return RecoveryRefusals.Destination($"{account.Owner}");
        string chain = $"{account.Chain}";
        bool isReached = Nodes.ContainsKey(chain) && known.Chains.ContainsKey(chain);
        if (isReached) counted.Found++;
        else counted.Unreached++;
        if (account.Account == GasAccount && isReached) tank = account;
        return null;
    }

    private Task SweepAsync(
        DescriptorPart part, RecoveryFolder folder, RecoveryProgress progress, CancellationToken stop)
    {
        ParallelOptions atATime = new() { MaxDegreeOfParallelism = AtATimeMax, CancellationToken = stop };
        IEnumerable<DescriptorAccount> own = part.Accounts.Where(account => account.Root == root.Name
            && tools.ContainsKey($"{account.Chain}") && account.Account != GasAccount);
        return Parallel.ForEachAsync(own, atATime, async (account, end) =>
        {
            await SweepAsync(account, folder, end);
            progress.Count();
        });
    }

    private async Task SweepAsync(DescriptorAccount account, RecoveryFolder folder, CancellationToken stop)
    {
        bool isNamed = destinations.TryGet(account.Owner, out EthereumAddress destination);
        Cryptography.Invariant.Holds(isNamed && root.Holds(account));
        AccountSweep sweep = new(account, destination, tools[$"{account.Chain}"], folder);
        await sweep.RunAsync(stop);
    }

    private int Report(RecoveryFolder folder)
    {
        folder.WriteReport(genesis, root.Name, Timestamp.From(TimeProvider.System.GetUtcNow()));
        foreach ((AssetId asset, Amount amount) in folder.Sums.Moved)
            Console.Out.WriteLine($"moved   {known.Show(asset, amount)}");
        foreach ((AssetId asset, Amount amount) in folder.Sums.Left)
            Console.Out.WriteLine($"stayed  {known.Show(asset, amount)}");
        if (counted.Unreached > 0)
            Console.Out.WriteLine($"{counted.Unreached} accounts are on chains that no node here serves");
        Console.Out.WriteLine($"report  {folder.ReportPath}");
        return Answer.Done;
    }
}
