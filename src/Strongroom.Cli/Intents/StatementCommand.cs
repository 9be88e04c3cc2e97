using System.CommandLine;

namespace Strongroom.Cli.Intents;

/// <summary><c>statement</c>: what people sign.</summary>
internal static class StatementCommand
{
    internal static Command Build()
    {
        Command command = new("statement", "Sign statements over intents");
        command.Subcommands.Add(SignStatement.Build());
        return command;
    }
}
