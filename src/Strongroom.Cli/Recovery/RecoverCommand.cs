using System.CommandLine;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>recover plan|sweep</c>: shares, descriptors and a node are all that is needed to bring assets to
/// safety.
/// </summary>
internal static class RecoverCommand
{
    internal static Command Build()
    {
        Command command = new("recover", "Rebuild a root from its shares and bring the assets to safety");
        command.Subcommands.Add(PlanRecovery.Build());
        command.Subcommands.Add(SweepAccounts.Build());
        return command;
    }
}
