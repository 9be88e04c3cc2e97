using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Ledger;

/// <summary><c>reconciliation</c>: compare the ledger with the chain.</summary>
internal static class ReconciliationCommand
{
    internal static Command Build()
    {
        Command command = new("reconciliation", "Compare the ledger with the chain");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(RunReconciliation.Build());
        command.Subcommands.Add(ShowReconciliation.Build());
        return command;
    }
}
