using System.CommandLine;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>descriptors export|check</c>: what is kept beside the shares, made ahead of the disaster.
/// </summary>
internal static class DescriptorsCommand
{
    internal static Command Build()
    {
        Command command = new("descriptors", "Export and check what a recovery needs beside the shares");
        command.Subcommands.Add(ExportDescriptors.Build());
        command.Subcommands.Add(CheckDescriptors.Build());
        return command;
    }
}
