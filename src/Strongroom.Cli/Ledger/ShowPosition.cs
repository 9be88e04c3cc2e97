using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Ledger;

/// <summary><c>position show CLIENT [--json]</c></summary>
internal static class ShowPosition
{
    internal static Command Build()
    {
        Argument<string> client = new("client") { Description = "the client's id" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a client's positions, in base units");
        command.Arguments.Add(client);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api => api.GetAsync($"/v1/clients/{parsed.GetValue(client)}/positions", stop),
            answer => ApiCall.ShowTable(answer, "asset", "posted", "held", "available", "incoming")));
        return command;
    }
}
