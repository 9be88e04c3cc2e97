using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Wallets;

/// <summary><c>wallet</c>: open and show wallets of clients.</summary>
internal static class WalletCommand
{
    internal static Command Build()
    {
        Command command = new("wallet", "Open and show wallets of clients");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(OpenWallet.Build());
        command.Subcommands.Add(ShowWallet.Build());
        return command;
    }
}
