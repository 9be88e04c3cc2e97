using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Deposits;

/// <summary><c>deposit list CLIENT [--cursor C] [--json]</c></summary>
internal static class ListDeposits
{
    internal static Command Build()
    {
        Argument<string> client = new("client") { Description = "the client's id" };
        Option<string?> cursor = ApiCall.CursorOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("list", "List a client's deposits, oldest first");
        command.Arguments.Add(client);
        command.Options.Add(cursor);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api => api.GetAsync(ApiCall.ListPath(
                $"/v1/clients/{parsed.GetValue(client)}/deposits", ("cursor", parsed.GetValue(cursor))),
                stop),
            answer => ApiCall.ShowTable(answer, "asset", "amount", "from", "state", "txHash")));
        return command;
    }
}
