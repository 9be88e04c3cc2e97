using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Wallets;

/// <summary><c>house</c>: open house wallets, which pay gas.</summary>
internal static class HouseCommand
{
    internal static Command Build()
    {
        Command command = new("house", "Open house wallets, which pay gas");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(OpenHouse.Build());
        return command;
    }
}
