using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Wallets;

/// <summary>
/// <c>wallet open --client ID --chain C… [--kind KIND] [--temperature cold] [--idempotency-key K]
/// [--json]</c>
/// </summary>
internal static class OpenWallet
{
    internal static Command Build()
    {
        Option<string> client = new("--client") { Description = "the client's id", Required = true };
        Option<string[]> chains = new("--chain") { Description = "CAIP-2, may be repeated", Required = true };
        Option<string?> temperature = new("--temperature") { Description = "hot (default) or cold" };
        Option<string?> kind =
            new("--kind") { Description = "custody (default), mandate or client-key" };
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("open", "Open a wallet; its intent then needs statements");
        command.Options.Add(client);
        command.Options.Add(chains);
        command.Options.Add(kind);
        command.Options.Add(temperature);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api =>
            {
                JsonArray named =
                    [.. parsed.GetValue(chains)!.Select(chain => (JsonNode)JsonValue.Create(chain))];
                JsonObject body = new() { ["client"] = parsed.GetValue(client), ["chains"] = named };
                if (parsed.GetValue(temperature) is { } cold) body["temperature"] = cold;
                if (parsed.GetValue(kind) is { } asked) body["kind"] = asked;
                return ApiCall.PostAsync(api, "/v1/wallets", body, parsed.GetValue(key), stop);
            },
            answer => ApiCall.ShowMembers(answer, "id", "client", "state", "intentDigest")));
        return command;
    }
}
