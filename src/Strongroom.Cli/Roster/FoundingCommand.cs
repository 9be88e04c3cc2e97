using System.CommandLine;

namespace Strongroom.Cli.Roster;

/// <summary><c>founding</c>: the file that every founder signs.</summary>
internal static class FoundingCommand
{
    internal static Command Build()
    {
        Command command = new("founding", "Sign and assemble the founding file of an institution");
        command.Subcommands.Add(ShowFounding.Build());
        command.Subcommands.Add(SignFounding.Build());
        command.Subcommands.Add(AssembleFounding.Build());
        return command;
    }
}
