using System.CommandLine;
using System.Text;

namespace Strongroom.Cli.Http;

/// <summary>
/// <c>api get PATH</c> and <c>api post PATH [--body FILE] [--idempotency-key K]</c>: any operation of the API
/// from a terminal, signed with the profile's key; the answer is printed as it came.
/// </summary>
internal static class ApiCommand
{
    internal static Command Build()
    {
        Command command = new("api", "Call the Server's API with a signed request");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(BuildGet());
        command.Subcommands.Add(BuildPost());
        return command;
    }

    private static Task<int> CallAsync(ParseResult parsed, Func<ApiClient, Task<ApiAnswer>> call) =>
        ApiCall.RunAsync(parsed, json: null, call, ApiCall.ShowJson);

    private static Command BuildGet()
    {
        Argument<string> path = new("path") { Description = "for example /v1/withdrawals" };
        Command command = new("get", "Read");
        command.Arguments.Add(path);
        command.SetAction((parsed, stop) =>
            CallAsync(parsed, client => client.GetAsync(parsed.GetValue(path)!, stop)));
        return command;
    }

    private static Command BuildPost()
    {
        Argument<string> path = new("path") { Description = "for example /v1/intents/DIGEST/statements" };
        Option<string?> body = new("--body") { Description = "a JSON file, or - for standard input" };
        Option<string?> idempotencyKey = new("--idempotency-key");
        Command command = new("post", "Do");
        command.Arguments.Add(path);
        command.Options.Add(body);
        command.Options.Add(idempotencyKey);
        command.SetAction((parsed, stop) =>
        {
            string? file = parsed.GetValue(body);
            byte[] bytes = file is null ? Encoding.UTF8.GetBytes("{}") : Answer.ReadInput(file);
            return CallAsync(parsed, client =>
                client.PostAsync(parsed.GetValue(path)!, bytes, parsed.GetValue(idempotencyKey), stop));
        });
        return command;
    }
}
