using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary><c>withdrawal</c>: request and follow withdrawals.</summary>
internal static class WithdrawalCommand
{
    internal static Command Build()
    {
        Command command = new("withdrawal", "Request and follow withdrawals");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(RequestWithdrawal.Build());
        command.Subcommands.Add(ShowWithdrawal.Build());
        command.Subcommands.Add(ListWithdrawals.Build());
        return command;
    }
}
