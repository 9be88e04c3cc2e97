using System.CommandLine;

namespace Strongroom.Cli.Keys;

/// <summary><c>hsm</c>: tokens, seen through the vendor's PKCS#11 library.</summary>
internal static class HsmCommand
{
    internal static Command Build()
    {
        Command command = new("hsm", "Look at HSM tokens through PKCS#11");
        command.Subcommands.Add(ListTokens.Build());
        command.Subcommands.Add(CheckConformance.Build());
        return command;
    }
}
