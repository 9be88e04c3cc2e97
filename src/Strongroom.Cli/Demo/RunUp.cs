using System.CommandLine;

namespace Strongroom.Cli.Demo;

/// <summary><c>up [--data DIR]</c>: starts what a demo in this folder set up, without the story.</summary>
internal static class RunUp
{
    internal static Command Build()
    {
        Option<string?> data = DemoHost.DataOption();
        Command command = new("up", "Start what a demo set up, and keep it running");
        command.Options.Add(data);
        command.SetAction((parsed, stop) => DemoHost.RunAsync(parsed.GetValue(data), async (stage, system) =>
        {
            if (!File.Exists(stage.Folder.Report))
                throw new DemoStoppedException(
                    $"no finished demo in {stage.Folder.Root}: run `strongroom demo` first");
            await system.StartChainAsync(stop);
            await system.StartCustodyAsync(stop);
            await new Story(stage, system).RestAsync(stop);
            await DemoHost.StayAsync(stage, system, stop);
        }));
        return command;
    }
}
