using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary><c>withdrawal list [--client ID] [--cursor C] [--json]</c></summary>
internal static class ListWithdrawals
{
    internal static Command Build()
    {
        Option<string?> client = new("--client") { Description = "of one client" };
        Option<string?> cursor = ApiCall.CursorOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("list", "List withdrawals, oldest first");
        command.Options.Add(client);
        command.Options.Add(cursor);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api => api.GetAsync(ApiCall.ListPath(
                "/v1/withdrawals", ("client", parsed.GetValue(client)), ("cursor", parsed.GetValue(cursor))),
                stop),
            answer => ApiCall.ShowTable(answer, "id", "asset", "amount", "to", "state")));
        return command;
    }
}
