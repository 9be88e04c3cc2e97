using System.CommandLine;

namespace Strongroom.Cli.Transport;

/// <summary><c>certificate</c>: by which a Server and a Signer on two hosts know each other.</summary>
internal static class CertificateCommand
{
    internal static Command Build()
    {
        Command command = new("certificate", "Make and show the certificates between Server and Signer");
        command.Subcommands.Add(CreateCertificate.Build());
        command.Subcommands.Add(ShowCertificate.Build());
        return command;
    }
}
