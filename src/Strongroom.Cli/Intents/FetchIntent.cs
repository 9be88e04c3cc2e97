using System.CommandLine;
using Strongroom.Cli.Http;
using Strongroom.Intents;

namespace Strongroom.Cli.Intents;

/// <summary>
/// <c>intent fetch DIGEST --out FILE [--json]</c>: an intent's exact bytes, after its digest was computed
/// here: the Server cannot hand over another one.
/// </summary>
internal static class FetchIntent
{
    internal static Command Build()
    {
        Argument<string> digest = new("digest") { Description = "the intent's digest" };
        Option<string> output =
            new("--out") { Description = "a new file for the exact bytes", Required = true };
        Option<bool> json = Answer.JsonOption();
        Command command = new("fetch", "Fetch an intent's exact bytes");
        command.Arguments.Add(digest);
        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            async client =>
                await FetchAsync(client, parsed.GetValue(digest)!, parsed.GetValue(output)!, stop),
            _ => Console.Out.WriteLine(parsed.GetValue(output))));
        return command;
    }

    private static async Task<ApiAnswer> FetchAsync(
        ApiClient client, string digest, string file, CancellationToken stop)
    {
        ApiAnswer answer = await client.GetAsync($"/v1/intents/{Uri.EscapeDataString(digest)}/bytes", stop);
        if (!answer.IsSuccess) return answer;
        if (!Intent.TryParse(answer.Body, out Intent? intent, out Refusal? refusal)) throw new IOException(
            refusal.ToString());
        if (intent.Digest.ToString() != digest) throw new IOException("the Server gave another intent");
        Answer.WriteOutput(answer.Body, file);
        return answer;
    }
}
