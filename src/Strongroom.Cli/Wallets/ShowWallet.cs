using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Wallets;

/// <summary><c>wallet show ID [--json]</c></summary>
internal static class ShowWallet
{
    internal static Command Build()
    {
        Argument<string> id = new("id") { Description = "the wallet's id" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a wallet with its accounts and addresses");
        command.Arguments.Add(id);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync($"/v1/wallets/{parsed.GetValue(id)}", stop),
            answer =>
            {
                ApiCall.ShowMembers(answer, "id", "client", "state", "intentDigest");
                ApiCall.ShowTable(
                    new JsonObject { ["items"] = answer["accounts"]!.DeepClone() }, "id", "chain", "address");
            }));
        return command;
    }
}
