using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Intents;

/// <summary><c>intent list [--state S] [--cursor C] [--json]</c></summary>
internal static class ListIntents
{
    internal static Command Build()
    {
        Option<string?> state = new("--state") { Description = "awaiting, registered, effective, signed, …" };
        Option<string?> cursor = ApiCall.CursorOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("list", "List intents, oldest first");
        command.Options.Add(state);
        command.Options.Add(cursor);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync(ApiCall.ListPath(
                "/v1/intents", ("state", parsed.GetValue(state)), ("cursor", parsed.GetValue(cursor))), stop),
            answer => ApiCall.ShowTable(answer, "digest", "kind", "state")));
        return command;
    }
}
