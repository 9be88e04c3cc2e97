using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Clients;

/// <summary><c>client list [--cursor C] [--json]</c></summary>
internal static class ListClients
{
    internal static Command Build()
    {
        Option<string?> cursor = ApiCall.CursorOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("list", "List clients");
        command.Options.Add(cursor);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync(
                ApiCall.ListPath("/v1/clients", ("cursor", parsed.GetValue(cursor))), stop),
            answer => ApiCall.ShowTable(answer, "id", "name", "state")));
        return command;
    }
}
