using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary><c>keys new --person P --key FILE [--algorithm ed25519|p256] [--class C] [--json]</c></summary>
internal static class CreateKey
{
    internal static Command Build()
    {
        KeyOptions options = new();
        Option<string> algorithm = new("--algorithm") { DefaultValueFactory = _ => "ed25519" };
        algorithm.AcceptOnlyFromAmong("ed25519", "p256");
        Command command = new("new", "Make a key for a person; an existing file is never overwritten");
        options.AddTo(command);
        command.Options.Add(algorithm);
        command.SetAction(parsed => Answer.Run(() => Run(parsed, options, parsed.GetValue(algorithm)!)));
        return command;
    }

    private static int Run(ParseResult parsed, KeyOptions options, string algorithmText)
    {
        bool isJson = parsed.GetValue(options.Json);
        Refusal? refusal = options.Read(parsed, out PersonId person, out KeyClass keyClass);
        if (refusal is not null) return Answer.Refuse(refusal, isJson);
        if (!RosterTexts.TryParse(algorithmText, out KeyAlgorithm algorithm, out refusal))
            return Answer.Refuse(refusal, isJson);
        if (keyClass == KeyClass.Station) return Answer.Refuse(StationKeys(), isJson);
        using PersonKeyFile file = PersonKeyFile.Create(parsed.GetValue(options.Key)!, algorithm);
        return KeyOptions.Print(person, file.ToPersonKey(keyClass), isJson);
    }

    private static Refusal StationKeys() =>
        new(CliRefusal.KeyFile, "station keys are made at the approval station", "class",
            "independent, service, attestor");
}
