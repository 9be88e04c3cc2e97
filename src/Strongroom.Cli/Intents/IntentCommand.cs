using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Intents;

/// <summary><c>intent</c>: what people approve, decoded on a machine of their own.</summary>
internal static class IntentCommand
{
    internal static Command Build()
    {
        Command command = new("intent", "Decode intents and compute their digests");
        command.Subcommands.Add(ShowIntent.Build());
        command.Subcommands.Add(DigestIntent.Build());
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(ListIntents.Build());
        command.Subcommands.Add(FetchIntent.Build());
        command.Subcommands.Add(RegisterIntent.Build());
        return command;
    }
}
