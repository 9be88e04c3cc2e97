using System.CommandLine;

namespace Strongroom.Cli.Station;

/// <summary><c>station</c>: the approval station's pages.</summary>
internal static class StationCommand
{
    internal static Command Build()
    {
        Command command = new("station", "Serve the approval station's static pages");
        command.Subcommands.Add(ServeStation.Build());
        return command;
    }
}
