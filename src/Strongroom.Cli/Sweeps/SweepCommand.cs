using System.CommandLine;

namespace Strongroom.Cli.Sweeps;

/// <summary><c>sweep</c>: everything leaves the accounts of a root.</summary>
internal static class SweepCommand
{
    internal static Command Build()
    {
        Command command = new("sweep", "Leave a root: plan, rehearse, sign, carry out, check");
        command.Subcommands.Add(PlanSweep.Build());
        command.Subcommands.Add(ShowSweep.Build());
        command.Subcommands.Add(SimulateSweep.Build());
        command.Subcommands.Add(SignSweep.Build());
        command.Subcommands.Add(ExecuteSweep.Build());
        command.Subcommands.Add(VerifySweep.Build());
        return command;
    }
}
