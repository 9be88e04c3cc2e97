using System.CommandLine;
using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// <c>sweep simulate FILE --node URL…</c>: asks a node whether every transfer would go through now and within
/// its gas. What an earlier wave will have paid for is not there yet: for gas only the call itself is tried.
/// </summary>
internal static class SimulateSweep
{
    internal static Command Build()
    {
        Argument<string> file = SweepFile.Argument();
        Option<string[]> nodes = SweepChains.Option();
        Option<bool> json = Answer.JsonOption();
        Command command = new("simulate", "Rehearse a sweep against nodes, without signing");
        command.Arguments.Add(file);
        command.Options.Add(nodes);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue(json);
            if (!SweepFile.TryRead(parsed.GetValue(file)!, out SweepBundle? bundle, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson);
            (SweepChains? chains, refusal) = await SweepChains.OpenAsync(parsed.GetValue(nodes)!, stop);
            if (chains is null) return Answer.Refuse(refusal!, isJson, Answer.NotTried);
            using SweepChains open = chains;
            int failed = 0;
            foreach (SweepStep step in bundle.Steps)
            {
                if (await TryAsync(step, open, stop) is not { } problem) continue;
                failed++;
                Console.Error.WriteLine($"would fail: {SweepText.LineOf(step)}: {problem}");
            }

            SweepText.Show(bundle, isJson);
            return failed == 0 ? Answer.Done : Answer.Refused;
        }));
        return command;
    }

    private static async Task<string?> TryAsync(SweepStep step, SweepChains chains, CancellationToken stop)
    {
        if (step.Intent is not Intent.Movement movement) return null;
        SweepNode node = chains.Need(movement.Chain);
        Amount held = await node.BalanceAsync(movement.From, movement.Asset, stop);
        bool isLater = step.Wave == SweepWave.Gas && movement.Asset.IsNative;
        if (held < movement.Amount && !isLater) return $"only {held} are there";
        if (isLater) return null;
        (UInt256? gas, string? problem) = await node.EstimateAsync(movement.From, movement.Call, stop);
        if (gas is not { } needed) return problem;
        return needed > step.GasLimit ? $"{needed} gas, and {step.GasLimit} are planned" : null;
    }
}
