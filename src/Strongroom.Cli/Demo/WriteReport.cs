using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// demo.json, written when all is done: where everything is, and what a stranger can check (design section
/// 11).
/// </summary>
internal static class WriteReport
{
    private const int DigestPrefix = 12;

    // Vkeys hold plus signs, and this is a file, not a page.
    private static readonly JsonSerializerOptions s_form = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        JsonObject report = new()
        {
            ["apiUrl"] = stage.Ports.ApiUrl,
            ["apiCaFile"] = stage.Certificates.CaFile,
            ["stationUrl"] = stage.Ports.StationUrl,
            ["institution"] = (await stage.GenesisAsync(stop)).ToString(),
            ["profileFile"] = stage.Folder.Profile,
            ["chains"] = new JsonObject
            {
                ["ethereum"] = new JsonObject
                {
                    ["rpcUrl"] = stage.Ports.RpcUrl, ["chainId"] = DemoTerms.ChainNumber, ["tokenAddress"] =
                        stage.Token,
                },
            },
            ["clients"] = await ClientsAsync(stage, stop),
            ["withdrawals"] = await WithdrawalsAsync(stage, stop),
            ["refusals"] = Refusals(stage),
            ["logs"] = new JsonObject
            {
                ["signer"] = Log(stage.Folder.SignerLog, DemoTerms.SignerOrigin, stage.SignerVkey),
                ["server"] = Log(stage.Folder.ServerLog, DemoTerms.ServerOrigin, stage.ServerVkey),
            },
            ["witnesses"] =
                new JsonArray([.. stage.WitnessVkeys.Select(vkey => (JsonNode)JsonValue.Create(vkey))]),
        };
        DemoFolder.Write(stage.Folder.Report, JsonSerializer.SerializeToUtf8Bytes(report, s_form));
        stage.Narrator.Say(stage.Folder.Report);
    }

    private static async Task<JsonArray> ClientsAsync(DemoStage stage, CancellationToken stop)
    {
        JsonArray clients = [];
        foreach (JsonNode client in await stage.Desk.ListAsync("/v1/clients", stop))
        {
            JsonObject addresses = [];
            foreach (JsonNode wallet in await stage.Desk.ListAsync(
                $"/v1/clients/{client["id"]}/wallets", stop))
            {
                foreach (JsonNode? account in wallet["accounts"]!.AsArray())
                    addresses[account!["chain"]!.GetValue<string>()] = account["address"]?.DeepClone();
            }

            clients.Add(new JsonObject
            {
                ["id"] = client["id"]!.DeepClone(), ["name"] = client["name"]!.DeepClone(), ["addresses"] =
                    addresses,
            });
        }

        return clients;
    }

    private static async Task<JsonArray> WithdrawalsAsync(DemoStage stage, CancellationToken stop)
    {
        JsonArray withdrawals = [];
        foreach (JsonNode withdrawal in await stage.Desk.WithdrawalsAsync(stop))
        {
            string digest = withdrawal["intentDigest"]!.GetValue<string>();
            await stage.Desk.FetchAsync(digest, stop);
            JsonObject entry = [];
            foreach (string name in (string[])["id", "asset", "amount", "to", "txHash"])
                entry[name] = withdrawal[name]!.DeepClone();
            entry["intentFile"] = stage.Desk.FileOf(digest);
            entry["intentDigest"] = digest;
            entry["statementFiles"] = await StatementFilesAsync(stage, digest, stop);
            withdrawals.Add(entry);
        }

        return withdrawals;
    }

    private static async Task<JsonArray> StatementFilesAsync(
        DemoStage stage, string digest, CancellationToken stop)
    {
        JsonArray files = [];
        foreach (SignedStatement signed in await stage.Desk.StatementsAsync(digest, stop))
        {
            string says = $"{signed.Statement.Person}-{signed.Statement.Verdict.ToText()}";
            string file = Path.Combine(stage.Folder.Statements, $"{digest[..DigestPrefix]}-{says}.json");
            DemoFolder.Write(file, signed.ToBytes());
            files.Add(file);
        }

        return files;
    }

    private static JsonArray Refusals(DemoStage stage)
    {
        JsonArray refusals = [];
        foreach ((_, string kept) in stage.Progress.Under("refusal."))
        {
            string[] parts = kept.Split(' ');
            refusals.Add(new JsonObject
            {
                ["code"] = parts[0], ["journalIndex"] = long.Parse(parts[1], CultureInfo.InvariantCulture),
            });
        }

        return refusals;
    }

    private static JsonObject Log(string folder, string origin, string vkey) =>
        new() { ["folder"] = folder, ["origin"] = origin, ["publicKey"] = vkey };
}
