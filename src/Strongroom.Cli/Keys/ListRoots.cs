using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Keys;

/// <summary><c>key list --signer … [--json]</c>: every root, newest change last.</summary>
internal static class ListRoots
{
    internal const string Path = "v1/registry/keys";

    internal static Command Build()
    {
        Command command = new("list", "List the roots of the key register");
        command.Options.Add(Answer.JsonOption());
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(() => SignerDoor.ShowAsync(
            parsed, door => door.GetAsync(Path, stop), Show)));
        return command;
    }

    private static void Show(JsonNode register)
    {
        JsonArray items = [.. register["roots"]!.AsArray().Select(root => (JsonNode)new JsonObject
        {
            ["root"] = (string?)root!["root"], ["state"] = (string?)root["state"],
            ["level"] = (string?)root["level"], ["accounts"] = (long?)root["accounts"],
            ["backups"] = root["backups"]!.AsArray().Count,
            ["lastRestoreTest"] = (string?)root["lastRestoreTest"] ?? "never",
            ["changedAt"] = (string?)root["changedAt"],
        }).OrderBy(root => (string?)root["changedAt"], StringComparer.Ordinal)];
        ApiCall.ShowTable(
            new JsonObject { ["items"] = items },
            "root", "state", "level", "accounts", "backups", "lastRestoreTest", "changedAt");
    }
}
