using System.CommandLine;
using Strongroom.Attestations;
using Strongroom.Cli.Roster;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Attestations;

/// <summary>Who attests, for whom, with which key: what all the commands share.</summary>
internal sealed class AttestOptions
{
    private readonly Option<string> attestor = new("--attestor")
    {
        Description = "the attestor's id", Required = true,
    };

    private readonly Option<string> key = new("--key")
    {
        Description = "the attestor's private key file", Required = true,
    };

    private readonly Option<string> genesis = new("--genesis")
    {
        Description = "the institution's hash", Required = true,
    };

    private readonly Option<string?> output = new("--out") { Description = "a new file for the attestation" };

    internal void AddTo(Command command)
    {
        command.Options.Add(attestor);
        command.Options.Add(key);
        command.Options.Add(genesis);
        command.Options.Add(output);
    }

    /// <summary>Signs and writes what was seen at <paramref name="observedAt"/>.</summary>
    internal int Sign(ParseResult parsed, FactClaim claim, Timestamp observedAt)
    {
        if (!AttestorId.TryParse(parsed.GetValue(attestor)!, out AttestorId id, out Refusal? refusal)
            || !Digest.TryParse(parsed.GetValue(genesis)!, out Digest institution, out refusal)
            || !PersonKeyFile.TryOpen(parsed.GetValue(key)!, out PersonKeyFile? file, out refusal))
            return Answer.Refuse(refusal, isJson: false);
        using PersonKeyFile signer = file;
        Attestation attestation = Attestation.Create(institution, id, observedAt, claim);
        SignedAttestation signed = new(
            signer.ToPersonKey(KeyClass.Attestor).Id, signer.Sign(attestation.Hash), attestation);
        Answer.WriteOutput(signed.ToBytes(), parsed.GetValue(output));
        return Answer.Done;
    }

    internal static Timestamp Now() => Timestamp.From(TimeProvider.System.GetUtcNow());

    /// <summary>
    /// Options spell a subject or value as its own canonical member would be: one reader for both.
    /// </summary>
    internal static CanonicalObject BodyOf(
        CanonicalObject subject, CanonicalObject value, BlockPin? block = null) => CanonicalObject.Of(
        ("block", block?.ToCanonical()), ("subject", subject), ("value", value));
}
