using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Cold;

namespace Strongroom.Cli.Cold;

/// <summary><c>cold request --cold ORIGIN [--intent DIGEST…] --out FILE [--json]</c></summary>
internal static class FetchRequest
{
    internal static Command Build()
    {
        Option<string> cold = new("--cold") { Description = "the cold Signer's origin", Required = true };
        Option<string[]> intents = new("--intent") { Description = "only this movement; may be repeated" };
        Option<string> output = new("--out") { Description = "the file to carry", Required = true };
        Option<bool> json = Answer.JsonOption();
        Command command = new("request", "Fetch the request to carry to a cold Signer");
        foreach (Option option in (Option[])[cold, intents, output, json]) command.Options.Add(option);
        byte[] bytes = [];
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            async api =>
            {
                JsonObject body = new() { ["cold"] = parsed.GetValue(cold) };
                if (parsed.GetValue(intents) is { Length: > 0 } named)
                    body["intents"] = new JsonArray(
                        [.. named.Select(one => (JsonNode)JsonValue.Create(one))]);
                ApiAnswer answer = await ApiCall.PostAsync(api, "/v1/cold/requests", body, null, stop);
                bytes = answer.Body;
                return answer;
            },
            _ => Write(bytes, parsed.GetValue(output)!)));
        return command;
    }

    /// <summary>The file's bytes exactly as they came: they are signed.</summary>
    private static void Write(byte[] answer, string path)
    {
        using JsonDocument document = JsonDocument.Parse(answer);
        byte[] bytes = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("request").GetRawText());
        if (!ColdRequest.TryParse(bytes, out ColdRequest? request, out Refusal? refusal))
            throw new IOException($"the answer holds no request: {refusal}");
        Answer.WriteOutput(bytes, path);
        Console.Out.WriteLine($"request    {request.Digest}");
        Console.Out.WriteLine($"movements  {request.Movements.Count}");
        Console.Out.WriteLine($"governance {request.Governance.Count} leaves after {request.After}");
        Console.Out.WriteLine($"bytes      {bytes.Length}");
    }
}
