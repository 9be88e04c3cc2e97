using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strongroom.Tests.Chains;

/// <summary>Asks a package of npm, in a process of its own: one JSON request a line, one answer a line.</summary>
internal static class NodePeer
{
    internal static async Task<IReadOnlyList<JsonElement>> AskAsync(
        string script, IReadOnlyList<JsonObject> requests)
    {
        IReadOnlyList<JsonElement> answers = await RunAsync(script, requests);
        answers.Count.ShouldBe(requests.Count);
        return answers;
    }

    /// <summary>Everything that a script prints without being asked.</summary>
    internal static Task<IReadOnlyList<JsonElement>> ReadAsync(string script) => RunAsync(script, []);

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(
        string script, IReadOnlyList<JsonObject> requests)
    {
        ProcessStartInfo start = new("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(script);
        using Process peer = Process.Start(start)!;
        Task<string> errors = peer.StandardError.ReadToEndAsync();
        Task writing = WriteAsync(peer.StandardInput, requests);
        List<JsonElement> answers = [];
        while (await peer.StandardOutput.ReadLineAsync() is { } line)
            answers.Add(JsonSerializer.Deserialize<JsonElement>(line));
        await peer.WaitForExitAsync();
        string complaint = await errors;
        peer.ExitCode.ShouldBe(0, complaint);
        await writing;
        return answers;
    }

    private static async Task WriteAsync(StreamWriter input, IReadOnlyList<JsonObject> requests)
    {
        try
        {
            foreach (JsonObject request in requests) await input.WriteLineAsync(request.ToJsonString());
            input.Close();
        }
        catch (IOException)
        {
            // The peer ended early; its exit code and complaint tell why.
        }
    }
}
