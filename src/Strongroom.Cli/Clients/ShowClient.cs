using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Clients;

/// <summary><c>client show ID [--json]</c></summary>
internal static class ShowClient
{
    internal static Command Build()
    {
        Argument<string> id = new("id") { Description = "the client's id" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a client");
        command.Arguments.Add(id);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync($"/v1/clients/{parsed.GetValue(id)}", stop),
            answer => ApiCall.ShowMembers(answer, "id", "name", "state", "intentDigest", "createdAt")));
        return command;
    }
}
