using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>
/// <c>founding assemble FILE SIGNATURE… [--out SIGNED]</c>: the founding file with every founder's signature,
/// verified.
/// </summary>
internal static class AssembleFounding
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the founding file" };
        Argument<string[]> signatures = new("signatures") { Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "a new file for the signed founding file" };
        Command command = new("assemble", "Put a founding file and all signatures together, and verify them");
        command.Arguments.Add(file);
        command.Arguments.Add(signatures);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() =>
            Run(parsed.GetValue(file)!, parsed.GetValue(signatures)!, parsed.GetValue(output))));
        return command;
    }

    private static int Run(string file, string[] signatureFiles, string? output)
    {
        if (!Founding.TryParse(Answer.ReadInput(file), out Founding? founding, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false);
        List<FoundingSignature> signatures = [];
        foreach (string path in signatureFiles)
        {
            bool isRead = CanonicalJson.TryRead(
                Answer.ReadInput(path), SignedStatement.BytesMax, out CanonicalObject? body, out refusal);
            if (!isRead || !FoundingSignature.TryParse(body!, out FoundingSignature? signature, out refusal))
                return Answer.Refuse(refusal!, isJson: false);
            signatures.Add(signature);
        }

        CanonicalObject signed = SignedFounding.Compose(founding, signatures);
        if (!SignedFounding.TryParse(signed, out _, out refusal))
            return Answer.Refuse(refusal, isJson: false);
        Answer.WriteOutput(signed.ToBytes(), output);
        return Answer.Done;
    }
}
