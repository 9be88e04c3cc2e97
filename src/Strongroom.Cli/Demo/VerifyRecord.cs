using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Audit;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Both logs verified offline, by a process that has nothing but the folders and public keys.
/// </summary>
internal static class VerifyRecord
{
    private const int TriesMax = 5;
    private const int PublishingTriesMax = 100;

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        await WaitForRefusalsAsync(stage, stop);
        string[] witnesses = [.. stage.WitnessVkeys.SelectMany(vkey => (string[])["--witness", vkey])];
        await VerifyAsync(
            stage, stage.Folder.SignerLog, [.. (string[])["--key", stage.SignerVkey], .. witnesses], stop);
        await VerifyAsync(stage, stage.Folder.ServerLog, ["--key", stage.ServerVkey], stop);
    }

    /// <summary>The published log follows the journal within a second or so.</summary>
    private static async Task WaitForRefusalsAsync(DemoStage stage, CancellationToken stop)
    {
        ulong last = stage.Progress.Under("refusal.").Select(entry =>
            ulong.Parse(entry.Value.Split(' ')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        string checkpoint = Path.Combine(stage.Folder.SignerLog, "checkpoint");
        for (int tries = 0; tries < PublishingTriesMax; tries++)
        {
            if (SignedCheckpoint.TryParse(
                await File.ReadAllBytesAsync(checkpoint, stop), out SignedCheckpoint? head, out _)
                && head.Checkpoint.Size > last) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }

        throw new DemoStoppedException("the Signer has not published all leaves that it wrote");
    }

    // The logs are alive: a partial tile may be replaced by a wider one while it is read.
    private static async Task VerifyAsync(
        DemoStage stage, string folder, string[] trust, CancellationToken stop)
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

            if (tries == TriesMax)
                throw new DemoStoppedException($"{folder} does not verify: {report?["code"]}");
            await Task.Delay(TimeSpan.FromMilliseconds(300), stop);
        }
    }
}
