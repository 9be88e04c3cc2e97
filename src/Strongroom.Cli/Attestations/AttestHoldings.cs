using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest holdings --asset CAIP19 --hot FILE --cold FILE --node URL</c>: the sums of two lists of
/// addresses, one address a line, read from the attestor's own node at one block. Which addresses belong into
/// which list the attestor takes from the journal, not from whoever asks.
/// </summary>
internal static class AttestHoldings
{
    private const int ListBytesMax = 8 << 20;

    internal static Command Build()
    {
        AttestOptions options = new();
        Option<string> asset = new("--asset") { Description = "the asset (CAIP-19)", Required = true };
        Option<string> hot = new("--hot") { Description = "file of the hot addresses", Required = true };
        Option<string> cold = new("--cold") { Description = "file of the cold addresses", Required = true };
        Option<string> node = new("--node")
        {
            Description = "the attestor's own node (JSON-RPC)", Required = true,
        };
        Command command = new("holdings", "Sign how much hot and cold accounts hold, as an own node says");
        foreach (Option option in (Option[])[asset, hot, cold, node]) command.Options.Add(option);
        options.AddTo(command);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            if (!AssetId.TryParse(parsed.GetValue(asset)!, out AssetId? about, out Refusal? refusal)
                || !TryRead(parsed.GetValue(hot)!, out List<EthereumAddress>? hots, out refusal)
                || !TryRead(parsed.GetValue(cold)!, out List<EthereumAddress>? colds, out refusal)
                || !OwnNode.TryOpen(parsed.GetValue(node)!, out OwnNode? opened, out refusal))
                return Answer.Refuse(refusal, isJson: false);
            using OwnNode own = opened;
            if (await own.CheckChainAsync(about.Chain, stop) is { } other)
                return Answer.Refuse(other, isJson: false);
            SeenBlock block = await own.LatestAsync(stop);
            FactValue value = new FactValue.Holdings(
                await SumAsync((own, block), about, hots, stop),
                await SumAsync((own, block), about, colds, stop));
            FactClaim claim = new(new FactSubject.Holdings(about), value, block.Pin);
            return options.Sign(parsed, claim, block.SeenAt(AttestOptions.Now()));
        }));
        return command;
    }

    private static async Task<Amount> SumAsync(
        (OwnNode Node, SeenBlock Block) at, AssetId asset, List<EthereumAddress> addresses,
        CancellationToken stop)
    {
        Amount sum = Amount.Zero;
        foreach (EthereumAddress address in addresses)
        {
            FactSubject.Balance one = new(new ChainAddress(asset.Chain, address), asset);
            if (!Amount.TryAdd(sum, await at.Node.BalanceAsync(one, at.Block, stop), out sum))
                throw new IOException("the node's balances do not fit 256 bits together");
        }

        return sum;
    }

    private static bool TryRead(
        string path, [NotNullWhen(true)] out List<EthereumAddress>? addresses,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        addresses = null;
        refusal = null;
        List<EthereumAddress> read = [];
        string text = System.Text.Encoding.ASCII.GetString(Answer.ReadBytes(path, ListBytesMax));
        StringSplitOptions trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string line in text.Split('\n', trimmed))
        {
            if (!EthereumAddress.TryParse(line, out EthereumAddress address, out refusal)) return false;
            read.Add(address);
        }

        addresses = [.. read.Distinct()];
        return true;
    }
}
