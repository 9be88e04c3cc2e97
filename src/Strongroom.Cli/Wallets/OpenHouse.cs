using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Wallets;

/// <summary><c>house open --chain C [--idempotency-key K] [--json]</c></summary>
internal static class OpenHouse
{
    internal static Command Build()
    {
        Option<string> chain = new("--chain") { Description = "CAIP-2", Required = true };
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("open", "Open a house wallet; its intent then needs statements");
        command.Options.Add(chain);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => ApiCall.PostAsync(
                client, "/v1/house-wallets", new JsonObject { ["chain"] = parsed.GetValue(chain) },
                parsed.GetValue(key), stop),
            answer => ApiCall.ShowMembers(answer, "id", "purpose", "state", "intentDigest")));
        return command;
    }
}
