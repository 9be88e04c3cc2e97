using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>Two clients with a wallet each, and a house wallet that pays gas.</summary>
internal static class OpenAccounts
{
    private static readonly string[] s_approvers = [DemoPeople.FirstApprover];

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        foreach ((string mark, string name) in (ReadOnlySpan<(string, string)>)[(
            "first", DemoTerms.FirstClient), ("second", DemoTerms.SecondClient)])
            stage.Progress.Set($"client.{mark}.name", name);
        foreach (string mark in (string[])["first", "second"])
        {
            string name = stage.Progress.Get($"client.{mark}.name");
            JsonNode client = await OpenAsync(
                stage, "/v1/clients", new JsonObject { ["name"] = name }, $"client-{mark}", stop);
            string id = client["id"]!.GetValue<string>();
            await stage.Desk.WaitForAsync($"/v1/clients/{id}", "active", stop);
            stage.Progress.Set($"client.{mark}", id);
            JsonObject terms = new() { ["client"] = id, ["chains"] = new JsonArray(DemoTerms.Chain) };
            JsonNode wallet = await OpenAsync(stage, "/v1/wallets", terms, $"wallet-{mark}", stop);
            string address = await AddressAsync(stage, $"/v1/wallets/{wallet["id"]}", stop);
            stage.Progress.Set($"address.{mark}", address);
            stage.Narrator.Say($"{name}: {address}");
        }

        JsonObject house = new() { ["chain"] = DemoTerms.Chain };
        JsonNode gas = await OpenAsync(stage, "/v1/house-wallets", house, "wallet-house", stop);
        stage.Progress.Set(
            "address.house", await AddressAsync(stage, $"/v1/house-wallets/{gas["id"]}", stop));
        stage.Narrator.Say($"House wallet for gas: {stage.Progress.Get("address.house")}");
    }

    private static async Task<JsonNode> OpenAsync(
        DemoStage stage, string path, JsonObject body, string key, CancellationToken stop)
    {
        JsonNode answer = await stage.Desk.PostAsync(path, body, $"demo-{key}", stop);
        await stage.Desk.DecideAsync(
            answer["intentDigest"]!.GetValue<string>(), DemoPeople.Operator, s_approvers, stop);
        return answer;
    }

    private static async Task<string> AddressAsync(DemoStage stage, string path, CancellationToken stop)
    {
        JsonNode wallet = await stage.Desk.WaitForAsync(path, "active", stop);
        return wallet["accounts"]![0]!["address"]!.GetValue<string>();
    }
}
