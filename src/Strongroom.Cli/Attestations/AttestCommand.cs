using System.CommandLine;

namespace Strongroom.Cli.Attestations;

/// <summary>The commands of an attestor: say what was seen, signed.</summary>
internal static class AttestCommand
{
    internal static Command Build()
    {
        Command command = new(
            "attest", "Sign a fact as an attestor (docs/formats/attestation.md), or send one");
        command.Subcommands.Add(AttestPrice.Build());
        command.Subcommands.Add(AttestBalance.Build());
        command.Subcommands.Add(AttestHoldings.Build());
        command.Subcommands.Add(AttestCodeHash.Build());
        command.Subcommands.Add(AttestScreening.Build());
        command.Subcommands.Add(SendAttestation.Build());
        return command;
    }
}
