using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The ledger against the chain: first by Strongroom's reconciliation, then by cast, account by account.
/// </summary>
internal static class CheckBooks
{
    internal static async Task ReconcileAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode asked =
            await stage.Desk.PostAsync("/v1/reconciliations", [], NewId.Create().ToString("D"), stop);
        JsonNode result = await stage.Desk.WaitForAsync("/v1/reconciliations/latest", "agreed", stop);
        if (result["id"]!.GetValue<string>() != asked["id"]!.GetValue<string>())
            throw new DemoStoppedException("the reconciliation that was asked for is not the latest");
        stage.Narrator.Say($"{result["lines"]!.AsArray().Count} balances agree.");
    }

    /// <summary>
    /// Balances, nonces and transactions: what Strongroom reports is what somebody else's client sees.
    /// </summary>
    internal static async Task AskOutsiderAsync(DemoStage stage, CancellationToken stop)
    {
        Dictionary<string, string> addresses = await AddressesAsync(stage, stop);
        JsonNode books = await stage.Desk.GetAsync("/v1/reconciliations/latest", stop);
        int checks = 0;
        foreach (JsonNode? line in books["lines"]!.AsArray())
        {
            string address = addresses[line!["account"]!.GetValue<string>()];
            string seen = line["asset"]!.GetValue<string>() == DemoTerms.Ether
                ? await stage.Cast.BalanceAsync(address, stop)
                : await stage.Cast.TokenBalanceAsync(stage.Token, address, stop);
            Agree($"the balance of {address}", line["ledger"]!.GetValue<string>(), seen);
            checks++;
        }

        foreach ((string account, string address) in addresses)
        {
            JsonNode known = await stage.Signer.GetAsync($"v1/registry/accounts/{account}", stop);
            Agree($"the nonce of {address}", known["nextNonce"]!.ToJsonString(),
                await stage.Cast.NonceAsync(address, stop));
            checks++;
        }

        foreach (JsonNode withdrawal in await stage.Desk.WithdrawalsAsync(stop))
        {
            await CheckWithdrawalAsync(stage, withdrawal, addresses, stop);
            checks++;
        }

        stage.Narrator.Say(
            $"cast agrees with all {checks} balances, nonces and transactions that Strongroom reports.");
    }

    private static async Task CheckWithdrawalAsync(
        DemoStage stage, JsonNode withdrawal, Dictionary<string, string> addresses, CancellationToken stop)
    {
        string to = withdrawal["to"]!.GetValue<string>();
        string hash = withdrawal["txHash"]!.GetValue<string>();
        (string from, bool isSuccess) = await stage.Cast.ReceiptAsync(hash, stop);
        Agree($"the sender of {hash}",
            addresses[withdrawal["account"]!.GetValue<string>()].ToLowerInvariant(), from.ToLowerInvariant());
        if (!isSuccess) throw new DemoStoppedException($"{hash} failed on the chain");
        string seen = withdrawal["asset"]!.GetValue<string>() == DemoTerms.Ether
            ? await stage.Cast.BalanceAsync(to, stop)
            : await stage.Cast.TokenBalanceAsync(stage.Token, to, stop);
        // The demo's recipients are new addresses; people who use the demo may pay anybody.
        bool isNew = stage.Progress.Under("recipient.").Any(entry => entry.Value == to);
        if (isNew) Agree($"what {to} received", withdrawal["amount"]!.GetValue<string>(), seen);
    }

    /// <summary>All accounts with their addresses, the house's too.</summary>
    private static async Task<Dictionary<string, string>> AddressesAsync(
        DemoStage stage, CancellationToken stop)
    {
        Dictionary<string, string> addresses = new(StringComparer.Ordinal);
        List<string> lists = ["/v1/house-wallets"];
        foreach (JsonNode client in await stage.Desk.ListAsync("/v1/clients", stop))
            lists.Add($"/v1/clients/{client["id"]}/wallets");
        foreach (string list in lists)
        {
            List<JsonNode> wallets = await stage.Desk.ListAsync(list, stop);
            foreach (JsonNode? account in wallets.SelectMany(wallet => wallet["accounts"]!.AsArray()))
            {
                if (account!["address"]?.GetValue<string>() is { } address)
                    addresses[account["id"]!.GetValue<string>()] = address;
            }
        }

        return addresses;
    }

    private static void Agree(string what, string reported, string seen)
    {
        if (reported != seen)
            throw new DemoStoppedException($"{what}: Strongroom says {reported}, cast says {seen}");
    }
}
