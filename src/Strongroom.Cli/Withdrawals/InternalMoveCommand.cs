using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary><c>internal-move</c>: request what <c>withdrawal show</c> and <c>list</c> then follow.</summary>
internal static class InternalMoveCommand
{
    internal static Command Build()
    {
        Command command = new("internal-move", "Request moves between accounts of one client");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(RequestInternalMove.Build());
        return command;
    }
}
