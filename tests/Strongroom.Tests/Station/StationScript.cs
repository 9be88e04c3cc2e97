using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Strongroom.Tests.Station;

/// <summary>Runs a script of this folder, which imports the station's own modules, in node.</summary>
internal static class StationScript
{
    internal static string Modules { get; } = Repository.PathOf("station");

    /// <summary>One JSON value a line in, one a line out.</summary>
    internal static async Task<IReadOnlyList<JsonObject>> RunAsync(string script, IEnumerable<JsonObject> input)
    {
        ProcessStartInfo start = new("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.PathOf("tests", "Strongroom.Tests", "Station", script));
        start.ArgumentList.Add(Modules);
        using Process node = Process.Start(start)!;
        Task<string> output = node.StandardOutput.ReadToEndAsync();
        Task<string> errors = node.StandardError.ReadToEndAsync();
        foreach (JsonObject one in input) await node.StandardInput.WriteLineAsync(one.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await errors);
        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
