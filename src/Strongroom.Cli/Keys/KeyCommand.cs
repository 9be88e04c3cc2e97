using System.CommandLine;

namespace Strongroom.Cli.Keys;

/// <summary><c>key</c>: the roots of the institution, as the Signer's key register has them.</summary>
internal static class KeyCommand
{
    internal static Command Build()
    {
        Command command = new("key", "The roots: what the Signer knows of them, and their states");
        command.Subcommands.Add(ListRoots.Build());
        command.Subcommands.Add(ShowRoot.Build());
        command.Subcommands.Add(ProposeRegistration.Build());
        command.Subcommands.Add(ProposeState.Build());
        command.Subcommands.Add(RespondToCompromise.Build());
        return command;
    }
}
