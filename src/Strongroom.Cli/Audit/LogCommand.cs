using System.CommandLine;

namespace Strongroom.Cli.Audit;

/// <summary><c>log</c>: what an auditor does with nothing but a log and public keys.</summary>
internal static class LogCommand
{
    internal static Command Build()
    {
        Command command = new("log", "Verify, prove and read transparency logs");
        command.Subcommands.Add(VerifyLog.Build());
        command.Subcommands.Add(ProveLeaf.Build());
        command.Subcommands.Add(ShowLeaf.Build());
        return command;
    }
}
