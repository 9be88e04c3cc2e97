using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Deposits;

/// <summary><c>deposit</c>: follow deposits.</summary>
internal static class DepositCommand
{
    internal static Command Build()
    {
        Command command = new("deposit", "Follow deposits");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(ListDeposits.Build());
        return command;
    }
}
