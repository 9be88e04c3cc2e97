using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Intents;

/// <summary><c>statement</c>: what people sign.</summary>
internal static class StatementCommand
{
    internal static Command Build()
    {
        Command command = new("statement", "Sign statements over intents");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(SignStatement.Build());
        command.Subcommands.Add(SendStatement.Build());
        return command;
    }
}
