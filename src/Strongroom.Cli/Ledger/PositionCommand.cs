using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Ledger;

/// <summary><c>position</c>: show what a client holds.</summary>
internal static class PositionCommand
{
    internal static Command Build()
    {
        Command command = new("position", "Show what a client holds");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(ShowPosition.Build());
        return command;
    }
}
