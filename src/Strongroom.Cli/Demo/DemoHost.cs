using System.CommandLine;

namespace Strongroom.Cli.Demo;

/// <summary>Opens a demo's folder, runs, and stops everything in order, however it ends.</summary>
internal static class DemoHost
{
    private const string DefaultFolder = ".strongroom/demo";

    internal static Option<string?> DataOption() => new("--data")
    {
        Description = $"the demo's folder (default: {DefaultFolder} in the repository)",
    };

    internal static async Task<int> RunAsync(string? data, Func<DemoStage, DemoSystem, Task> run)
    {
        if (!DemoPrograms.TryFind(out DemoPrograms? programs, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false, Answer.NotTried);
        try
        {
            DemoFolder folder = new(data ?? Path.Combine(programs.Root, DefaultFolder));
            using FileStream held = folder.Lock();
            DemoProgress progress = DemoProgress.Open(folder);
            DemoStage stage =
                new(folder, programs, progress, new Narrator(Console.Out, Story.CountSteps(progress)))
            {
                Ports = DemoPorts.Choose(progress),
                Certificates = DemoCertificates.Ensure(folder),
            };
            await using DemoSystem system = new(stage);
            await run(stage, system);
            return Answer.Done;
        }
        catch (DemoStoppedException problem)
        {
            return Answer.Fail(problem.Message);
        }
        catch (OperationCanceledException)
        {
            return Answer.Fail("interrupted; the same command goes on from here");
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return Answer.Fail(problem.Message);
        }
    }

    /// <summary>Keeps everything running until Ctrl-C, or until a program ends by itself.</summary>
    internal static async Task StayAsync(DemoStage stage, DemoSystem system, CancellationToken stop)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(
            $"API       {stage.Ports.ApiUrl}   (strongroom client list --profile {stage.Folder.Profile})");
        Console.Out.WriteLine($"Station   {stage.Ports.StationUrl}");
        Console.Out.WriteLine($"Chain     {stage.Ports.RpcUrl}");
        Console.Out.WriteLine($"Logs      {stage.Folder.Logs}");
        Console.Out.WriteLine("Running until Ctrl-C.");
        Task<ChildProcess> ended = system.AnyEndedAsync();
        Task first = await Task.WhenAny(ended, Task.Delay(Timeout.Infinite, stop));
        if (first == ended) throw (await ended).Ended();
        Console.Out.WriteLine("Stopping.");
    }
}
