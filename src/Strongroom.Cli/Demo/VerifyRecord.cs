using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>Both logs verified offline, by a process that has nothing but the folders and public keys.</summary>
internal static class VerifyRecord
{
    private const int TriesMax = 5;

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        string[] witnesses = [.. stage.WitnessVkeys.SelectMany(vkey => (string[])["--witness", vkey])];
        await VerifyAsync(stage, stage.Folder.SignerLog, [.. (string[])["--key", stage.SignerVkey], .. witnesses], stop);
        await VerifyAsync(stage, stage.Folder.ServerLog, ["--key", stage.ServerVkey], stop);
    }

    // The logs are alive: a partial tile may be replaced by a wider one while it is read.
    private static async Task VerifyAsync(DemoStage stage, string folder, string[] trust, CancellationToken stop)
    {
        for (int tries = 1; ; tries++)
        {
            (int code, string output, _) = await Tool.TryRunAsync(
                [stage.Programs.Host, stage.Programs.Cli, "log", "verify", folder, .. trust, "--json"], stop);
            JsonNode? report = output.Length > 0 ? JsonNode.Parse(output) : null;
            if (code == 0)
            {
                stage.Narrator.Say($"{report!["origin"]}: {report["size"]} leaves, root {report["root"]}, "
                    + $"{report["witnesses"]!.AsArray().Count} witnesses.");
                return;
            }

            if (tries == TriesMax) throw new DemoStoppedException($"{folder} does not verify: {report?["code"]}");
            await Task.Delay(TimeSpan.FromMilliseconds(300), stop);
        }
    }
}
