using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>
/// <c>founding sign FILE --key KEYFILE [--out SIGNATURE]</c>: one founder's signature with one key, or
/// an attestor's.
/// </summary>
internal static class SignFounding
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the founding file" };
        Option<string> key = new("--key") { Description = "the founder's private key file", Required = true };
        Option<string?> output = new("--out") { Description = "a new file for the signature" };
        Command command = new("sign", "Sign a founding file as one of its founders");
        command.Arguments.Add(file);
        command.Options.Add(key);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() =>
            Run(parsed.GetValue(file)!, parsed.GetValue(key)!, parsed.GetValue(output))));
        return command;
    }

    private static int Run(string file, string keyFile, string? output)
    {
        if (!Founding.TryParse(Answer.ReadInput(file), out Founding? founding, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false);
        if (!PersonKeyFile.TryOpen(keyFile, out PersonKeyFile? opened, out refusal))
            return Answer.Refuse(refusal, isJson: false);
        using PersonKeyFile key = opened;
        // The class does not enter the id, so any will do to find the key in the file.
        KeyId id = key.ToPersonKey(KeyClass.Independent).Id;
        bool isPersons = founding.Roster.TryGetKey(id, out Person? person, out _);
        bool isAttestors = founding.Roster.TryGetAttestor(id, out Attestor? attestor, out _);
        if (!isPersons && !isAttestors) return Answer.Refuse(NotAFounder(), isJson: false);
        FoundingSignature signature =
            new(id, person?.Id, key.Sign(founding.Digest)) { Attestor = attestor?.Id };
        Answer.WriteOutput(signature.ToCanonical().ToBytes(), output);
        return Answer.Done;
    }

    private static Refusal NotAFounder() =>
        new(FoundingRefusal.SignatureUnexpected, "the founding file does not list this key", "key");
}
