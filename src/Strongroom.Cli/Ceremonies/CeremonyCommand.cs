using System.CommandLine;

namespace Strongroom.Cli.Ceremonies;

/// <summary><c>ceremony plan|perform|verify|record</c>: planned acts on keys, offline.</summary>
internal static class CeremonyCommand
{
    internal static Command Build()
    {
        Command command = new("ceremony", "Plan, perform, verify and print key ceremonies");
        command.Subcommands.Add(PlanCeremony.Build());
        command.Subcommands.Add(PerformCeremony.Build());
        command.Subcommands.Add(VerifyCeremony.Build());
        command.Subcommands.Add(RecordCeremony.Build());
        return command;
    }
}
