using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>
/// <c>keys prove --person P --key FILE --genesis HEX [--json]</c>: the key with its proof of possession, as a
/// roster change takes it.
/// </summary>
internal static class ProveKey
{
    internal static Command Build()
    {
        KeyOptions options = new();
        Option<string> genesis = new("--genesis") { Description = "the institution's hash", Required = true };
        Command command = new("prove", "Prove possession of a key, for a roster change");
        options.AddTo(command);
        command.Options.Add(genesis);
        command.SetAction(parsed => Answer.Run(() => Run(parsed, options, parsed.GetValue(genesis)!)));
        return command;
    }

    private static int Run(ParseResult parsed, KeyOptions options, string genesisText)
    {
        bool isJson = parsed.GetValue(options.Json);
        Refusal? refusal = options.Read(parsed, out PersonId person, out KeyClass keyClass);
        if (refusal is not null) return Answer.Refuse(refusal, isJson);
        if (!Digest.TryParse(genesisText, out Digest genesis, out refusal))
            return Answer.Refuse(refusal, isJson);
        if (!PersonKeyFile.TryOpen(parsed.GetValue(options.Key)!, out PersonKeyFile? file, out refusal))
            return Answer.Refuse(refusal, isJson);
        using PersonKeyFile owned = file;
        PersonKey key = file.ToPersonKey(keyClass);
        if (!AttestorId.TryParse(person.ToString(), out AttestorId attestor, out refusal))
            return Answer.Refuse(refusal, isJson);
        Digest hash = keyClass == KeyClass.Attestor
            ? PossessionProof.HashOf(genesis, attestor, key.Id)
            : PossessionProof.HashOf(genesis, person, key.Id);
        StatementSignature possession = file.Sign(hash);
        return KeyOptions.Print(person, key, isJson: true, possession);
    }
}
