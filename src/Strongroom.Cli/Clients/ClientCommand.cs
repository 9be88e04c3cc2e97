using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Clients;

/// <summary><c>client</c>: register and show clients.</summary>
internal static class ClientCommand
{
    internal static Command Build()
    {
        Command command = new("client", "Register and show clients");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(RegisterClient.Build());
        command.Subcommands.Add(ShowClient.Build());
        command.Subcommands.Add(ListClients.Build());
        return command;
    }
}
