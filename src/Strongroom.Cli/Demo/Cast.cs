using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>
/// foundry's cast: the outside world. It pays deposits from accounts that the local chain holds, and looks up
/// what Strongroom reports with eyes that are not Strongroom's.
/// </summary>
internal sealed class Cast(string program, string rpcUrl)
{
    /// <summary>Sends a transaction and gives its hash once it is mined.</summary>
    internal async Task<string> SendAsync(string from, CancellationToken stop, params string[] call)
    {
        string output = await Tool.RunAsync(
            [program, "send", "--rpc-url", rpcUrl, "--unlocked", "--from", from, "--json", .. call], stop);
        JsonNode receipt = JsonNode.Parse(output)!;
        if (receipt["status"]?.GetValue<string>() != "0x1")
            throw new DemoStoppedException("a demo transaction failed");
        return receipt["transactionHash"]!.GetValue<string>();
    }

    /// <summary>Deploys a contract and gives its address, EIP-55.</summary>
    internal async Task<string> DeployAsync(
        string from, string bytecode, CancellationToken stop, params string[] constructor)
    {
        string output = await Tool.RunAsync(
            [program, "send", "--rpc-url", rpcUrl, "--unlocked", "--from", from, "--json", "--create",
                bytecode,
                .. constructor], stop);
        string address = JsonNode.Parse(output)!["contractAddress"]!.GetValue<string>();
        return (await Tool.RunAsync([program, "to-check-sum-address", address], stop)).Trim();
    }

    /// <summary>The accounts that the local chain made, EIP-55.</summary>
    internal async Task<string[]> AccountsAsync(CancellationToken stop)
    {
        string output = await Tool.RunAsync([program, "rpc", "--rpc-url", rpcUrl, "eth_accounts"], stop);
        List<string> accounts = [];
        foreach (JsonNode? account in JsonNode.Parse(output)!.AsArray())
            accounts.Add((await Tool.RunAsync(
                [program, "to-check-sum-address", account!.GetValue<string>()], stop)).Trim());
        return [.. accounts];
    }

    internal async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        (int code, _, _) = await Tool.TryRunAsync([program, "chain-id", "--rpc-url", rpcUrl], stop);
        return code == 0;
    }

    internal async Task<bool> IsContractAsync(string address, CancellationToken stop) =>
        (await AskAsync(stop, "code", address)).Length > "0x".Length;

    internal Task<string> BalanceAsync(string address, CancellationToken stop) =>
        AskAsync(stop, "balance", address);

    internal Task<string> TokenBalanceAsync(string token, string address, CancellationToken stop) =>
        AskAsync(stop, "call", token, "balanceOf(address)(uint256)", address);

    internal Task<string> NonceAsync(string address, CancellationToken stop) =>
        AskAsync(stop, "nonce", address);

    /// <summary>Of a mined transaction: its sender, and whether it succeeded.</summary>
    internal async Task<(string From, bool IsSuccess)> ReceiptAsync(string hash, CancellationToken stop)
    {
        string output = await Tool.RunAsync([program, "receipt", hash, "--rpc-url", rpcUrl, "--json"], stop);
        JsonNode receipt = JsonNode.Parse(output)!;
        return (receipt["from"]!.GetValue<string>(), receipt["status"]!.GetValue<string>() == "0x1");
    }

    internal Task RpcAsync(CancellationToken stop, params string[] call) =>
        Tool.RunAsync([program, "rpc", "--rpc-url", rpcUrl, .. call], stop);

    // cast prints large numbers with their magnitude behind them: "2500000000 [2.5e9]".
    private async Task<string> AskAsync(CancellationToken stop, params string[] question) =>
        (await Tool.RunAsync([program, .. question, "--rpc-url", rpcUrl], stop)).Trim().Split(' ')[0];
}
