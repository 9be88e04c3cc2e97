using System.CommandLine;
using System.Text;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cli.Http;

/// <summary>
/// <c>api get PATH</c> and <c>api post PATH [--body FILE] [--idempotency-key K]</c>: any operation of the API from a
/// terminal, signed with the profile's key; the answer is printed as it came.
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

    /// <summary>Opens the profile, calls, prints; exit code 1 for what the Server refused.</summary>
    internal static Task<int> CallAsync(
        ParseResult parsed, Func<ApiClient, Task<ApiAnswer>> call) => Answer.RunAsync(async () =>
    {
        if (!ApiProfile.TryOpen(parsed.GetValue<string?>("--profile"), out ApiProfile? profile, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false, Answer.NotTried);
        if (!Ed25519PrivateKey.TryOpen(profile.KeyFile, out Ed25519PrivateKey? key))
            return Answer.Fail("the profile's key file cannot be used: Ed25519, PKCS#8 PEM, mode 0600");
        using ApiClient client = new(profile, key, TimeProvider.System);
        ApiAnswer answer = await call(client);
        if (!answer.IsSuccess) return Answer.Refuse(answer.ToRefusal(), isJson: false);
        Console.Out.WriteLine(answer.ToJson()?.ToJsonString(Answer.Indented) ?? "done");
        return Answer.Done;
    });

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
