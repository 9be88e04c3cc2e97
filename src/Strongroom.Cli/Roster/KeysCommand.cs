using System.CommandLine;

namespace Strongroom.Cli.Roster;

/// <summary><c>keys</c>: the keys with which people sign statements.</summary>
internal static class KeysCommand
{
    internal static Command Build()
    {
        Command command = new("keys", "Make and show the keys with which people sign");
        command.Subcommands.Add(CreateKey.Build());
        command.Subcommands.Add(ShowKey.Build());
        command.Subcommands.Add(ProveKey.Build());
        return command;
    }
}
