using System.CommandLine;

namespace Strongroom.Cli.Demo;

/// <summary>
/// <c>demo [--data DIR] [--exit]</c>: the whole journey on a local chain, each step explained.
/// </summary>
internal static class RunDemo
{
    internal static Command Build()
    {
        Option<string?> data = DemoHost.DataOption();
        Option<bool> exit = new("--exit") { Description = "end after the last step" };
        Command command = new("demo", "Show the whole journey on a local chain, with programs of its own");
        command.Options.Add(data);
        command.Options.Add(exit);
        command.SetAction((parsed, stop) => DemoHost.RunAsync(parsed.GetValue(data), async (stage, system) =>
        {
            Story story = new(stage, system);
            await story.RunAsync(stop);
            if (parsed.GetValue(exit)) return;
            await story.RestAsync(stop);
            await DemoHost.StayAsync(stage, system, stop);
        }));
        return command;
    }
}
