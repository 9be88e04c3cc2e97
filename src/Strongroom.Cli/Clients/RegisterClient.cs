using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Clients;

/// <summary><c>client register NAME [--idempotency-key K] [--json]</c></summary>
internal static class RegisterClient
{
    internal static Command Build()
    {
        Argument<string> name = new("name")
        {
            Description = "the client's name: it stays in the database, the record holds a commitment",
        };
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("register", "Register a client; its intent then needs statements");
        command.Arguments.Add(name);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => ApiCall.PostAsync(
                client, "/v1/clients", new JsonObject { ["name"] = parsed.GetValue(name) },
                parsed.GetValue(key), stop),
            answer => ApiCall.ShowMembers(answer, "id", "name", "state", "intentDigest")));
        return command;
    }
}
