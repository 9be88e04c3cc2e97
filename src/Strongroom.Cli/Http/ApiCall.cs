using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cli.Http;

/// <summary>
/// One signed call of a named command, and how its answer is shown: JSON with --json, else few lines.
/// </summary>
internal static class ApiCall
{
    private const int ListLimit = 200;
    private const int TableColumnsMax = 320;

    /// <summary>Opens the profile and calls; exit code 1 for what the Server refused.</summary>
    internal static Task<int> RunAsync(
        ParseResult parsed, Option<bool>? json, Func<ApiClient, Task<ApiAnswer>> call,
        Action<JsonNode> show) =>
        Answer.RunAsync(async () =>
        {
            bool isJson = json is not null && parsed.GetValue(json);
            if (!ApiProfile.TryOpen(
                parsed.GetValue<string?>("--profile"), out ApiProfile? profile, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson, Answer.NotTried);
            if (!Ed25519PrivateKey.TryOpen(profile.KeyFile, out Ed25519PrivateKey? key))
                return Answer.Fail("the profile's key file cannot be used: Ed25519, PKCS#8 PEM, mode 0600");
            using ApiClient client = new(profile, key, TimeProvider.System);
            ApiAnswer answer = await call(client);
            if (!answer.IsSuccess) return Answer.Refuse(answer.ToRefusal(), isJson);
            JsonNode body = answer.ToJson() ?? new JsonObject();
            if (isJson) ShowJson(body);
            else show(body);
            return Answer.Done;
        });

    /// <summary>Posts with the caller's idempotency key, or a new one.</summary>
    internal static Task<ApiAnswer> PostAsync(
        ApiClient client, string path, JsonObject body, string? idempotencyKey, CancellationToken stop) =>
        client.PostAsync(
            path, Encoding.UTF8.GetBytes(body.ToJsonString()), idempotencyKey ?? NewId.Create()
                .ToString("D"), stop);

    /// <summary>
    /// The newest page's size is the largest that the Server gives; --json shows the cursor of the next.
    /// </summary>
    internal static string ListPath(string path, params (string Name, string? Value)[] filters)
    {
        StringBuilder query = new($"{path}?limit={ListLimit}");
        foreach ((string name, string? value) in filters)
            if (value is not null) query.Append('&').Append(name).Append('=')
                .Append(Uri.EscapeDataString(value));
        return query.ToString();
    }

    internal static Option<string?> IdempotencyOption() => new("--idempotency-key")
    {
        Description = "repeat with the same key to have it done once (default: a new one)",
    };

    internal static Option<string?> CursorOption() =>
        new("--cursor") { Description = "the next value of the page before" };

    internal static void ShowJson(JsonNode body) => Console.Out.WriteLine(body.ToJsonString(Answer.Indented));

    /// <summary>The named members that are there, one a line.</summary>
    internal static void ShowMembers(JsonNode body, params string[] names)
    {
        int width = names.Max(name => name.Length) + 2;
        foreach (string name in names)
            if (body[name] is { } value) Console.Out.WriteLine($"{name.PadRight(width)}{TextOf(value)}");
    }

    /// <summary>A list's items as a table with these members as columns.</summary>
    internal static void ShowTable(JsonNode list, params string[] names)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string name in names) table.AddColumn(new TableColumn(name).NoWrap());
        foreach (JsonNode? item in (list["items"] ?? list["lines"])!.AsArray())
            table.AddRow(
                [.. names.Select(name => Markup.Escape(item![name] is { } value ? TextOf(value) : ""))]);
        // Ids and digests are there to be copied: a narrow terminal breaks the line, never a cell.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TableColumnsMax);
        AnsiConsole.Write(table);
        if (list["next"] is { } next) Console.Out.WriteLine($"more: --cursor {TextOf(next)}");
    }

    private static string TextOf(JsonNode value) =>
        value is JsonValue one && one.TryGetValue(out string? text) ? text : value.ToJsonString();
}
