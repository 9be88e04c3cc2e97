using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Keys;

/// <summary><c>key show ROOT --signer … [--json]</c>: one root of the register, whole.</summary>
internal static class ShowRoot
{
    private static readonly string[] Members =
    [
        "root", "state", "reason", "changedAt", "level", "algorithm", "exportable", "client", "ceremony",
        "accounts", "activeSince", "lastRestoreTest", "tokens", "backups", "destroyed",
    ];

    internal static Command Build()
    {
        Argument<string> root = new("root") { Description = "the name of the root, or its first digits" };
        Command command = new("show", "Show a root of the key register");
        command.Arguments.Add(root);
        command.Options.Add(Answer.JsonOption());
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(() => SignerDoor.ShowAsync(
            parsed,
            async door => Pick(await door.GetAsync(ListRoots.Path, stop), parsed.GetValue(root)!),
            found => ApiCall.ShowMembers(found, Members))));
        return command;
    }

    private static ApiAnswer Pick(ApiAnswer answer, string root)
    {
        if (!answer.IsSuccess) return answer;
        JsonNode?[] found =
        [
            .. answer.ToJson()!["roots"]!.AsArray()
                .Where(one => ((string)one!["root"]!).StartsWith(root, StringComparison.Ordinal)),
        ];
        return found.Length == 1
            ? new ApiAnswer(answer.Status, Encoding.UTF8.GetBytes(found[0]!.ToJsonString()))
            : throw new IOException($"{found.Length} roots of the register have this name");
    }
}
