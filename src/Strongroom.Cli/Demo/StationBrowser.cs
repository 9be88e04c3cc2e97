using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>Carol at the approval station: tools/devnet/station.mjs drives a headless Chromium.</summary>
internal sealed class StationBrowser(DemoStage stage)
{
    private const string Node = "node";

    /// <summary>Makes a passkey at the station; the roster entry with its proof of possession.</summary>
    internal Task<JsonNode> EnrolAsync(string person, string keyFile, CancellationToken stop) =>
        RunAsync(new JsonObject { ["action"] = "enrol", ["person"] = person, ["keyFile"] = keyFile }, stop);

    /// <summary>
    /// Opens the intents at the station, reads them and approves; what the page said in words.
    /// </summary>
    internal async Task<string> ApproveAsync(
        string keyFile, IEnumerable<string> links, CancellationToken stop)
    {
        JsonArray opened = [.. links.Select(link => (JsonNode)JsonValue.Create(link))];
        JsonNode answer = await RunAsync(
            new JsonObject { ["action"] = "decide", ["verdict"] = "approve", ["keyFile"] =
                keyFile, ["links"] = opened }, stop);
        return answer["words"]![0]!.GetValue<string>();
    }

    private async Task<JsonNode> RunAsync(JsonObject task, CancellationToken stop)
    {
        task["stationUrl"] = $"{stage.Ports.StationUrl}/";
        task["spki"] = stage.Certificates.Spki;
        string output = await Tool.RunAsync([Node, stage.Programs.Driver], stop, task.ToJsonString());
        return JsonNode.Parse(output)!;
    }
}
