using System.CommandLine;

namespace Strongroom.Cli.Activation;

/// <summary>
/// <c>activation split|show|give</c>: a Signer's keys, unlocked by several custodians together.
/// </summary>
internal static class ActivationCommand
{
    internal static Command Build()
    {
        Command command = new("activation", "Unlock a Signer's keys, several custodians together");
        command.Subcommands.Add(SplitUnlock.Build());
        command.Subcommands.Add(ShowActivation.Build());
        command.Subcommands.Add(GiveShare.Build());
        return command;
    }
}
