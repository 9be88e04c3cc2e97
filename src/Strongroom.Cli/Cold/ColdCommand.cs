using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Cold;

/// <summary>
/// <c>cold proposals|request|import|addresses</c> at the desk, <c>cold qr|scan</c> on both sides of the gap.
/// The launcher hands <c>cold found|derive|sign</c> to the Signer program: this one holds no keys.
/// </summary>
internal static class ColdCommand
{
    internal static Command Build()
    {
        Command command = new("cold", "Carry requests to a cold Signer and bring its signatures home");
        command.Options.Add(ApiProfile.Option());
        command.Subcommands.Add(ShowProposals.Build());
        command.Subcommands.Add(FetchRequest.Build());
        command.Subcommands.Add(BringFile.BuildImport());
        command.Subcommands.Add(BringFile.BuildAddresses());
        command.Subcommands.Add(DrawFrames.Build());
        command.Subcommands.Add(ScanFrames.Build());
        return command;
    }
}
