using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// <c>sweep execute FILE --statements FILE… --signer unix:PATH --node URL…</c>: registers, signs, broadcasts,
/// waits. Ctrl-C stops it between two calls; the same command goes on.
/// </summary>
internal static class ExecuteSweep
{
    internal static Command Build()
    {
        Argument<string> file = SweepFile.Argument();
        Option<string[]> statements = new("--statements")
        {
            Description = "the statements of one person, as sweep sign wrote them", Required = true,
        };
        Option<string[]> nodes = SweepChains.Option();
        Option<bool> json = Answer.JsonOption();
        Command command = new("execute", "Carry a sweep out; again goes on where it stopped");
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[statements, nodes, json]) command.Options.Add(option);
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue(json);
            List<SignedStatement> signed = [];
            if (!SweepFile.TryRead(parsed.GetValue(file)!, out SweepBundle? bundle, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson);
            foreach (string path in parsed.GetValue(statements)!)
            {
                if (!SweepFile.TryReadStatements(path, signed, out refusal))
                    return Answer.Refuse(refusal, isJson);
            }

            if (!SignerDoor.TryOpen(parsed, out SignerDoor? door, out refusal))
                return Answer.Refuse(refusal, isJson, Answer.NotTried);
            using SignerDoor signer = door;
            (SweepChains? chains, refusal) = await SweepChains.OpenAsync(parsed.GetValue(nodes)!, stop);
            if (chains is null) return Answer.Refuse(refusal!, isJson, Answer.NotTried);
            using SweepChains open = chains;
            return await RunAsync(new SweepRun(signer, open, signed), bundle, isJson, stop);
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        SweepRun run, SweepBundle bundle, bool isJson, CancellationToken stop)
    {
        int finished = 0;
        try
        {
            Refusal? refusal = await run.RunAsync(bundle, Show, stop);
            if (!isJson) Console.Error.WriteLine();
            if (refusal is not null) return Answer.Refuse(refusal, isJson);
        }
        catch (OperationCanceledException)
        {
            return Answer.Fail(
                $"stopped after {finished} of {bundle.Steps.Count} steps; the same command goes on");
        }

        if (isJson) ApiCall.ShowJson(new JsonObject { ["done"] = finished, ["steps"] = bundle.Steps.Count });
        else Console.Out.WriteLine($"done: {finished} steps");
        return Answer.Done;

        void Show(int done)
        {
            finished = done;
            if (isJson) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"\r{Bar(done, bundle.Steps.Count)} ");
            Console.Error.Write($"{line}{done} of {bundle.Steps.Count} steps");
        }
    }

    private static string Bar(int done, int all)
    {
        const int width = 30;
        int full = all == 0 ? width : done * width / all;
        return $"[{new string('#', full)}{new string('.', width - full)}]";
    }
}
