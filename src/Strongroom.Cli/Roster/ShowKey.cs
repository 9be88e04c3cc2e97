using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary><c>keys show --person P --key FILE [--class C] [--json]</c>: the public part.</summary>
internal static class ShowKey
{
    internal static Command Build()
    {
        KeyOptions options = new();
        Command command = new("show", "Show a key's public part and fingerprint");
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() => Run(parsed, options)));
        return command;
    }

    private static int Run(ParseResult parsed, KeyOptions options)
    {
        bool isJson = parsed.GetValue(options.Json);
        Refusal? refusal = options.Read(parsed, out PersonId person, out KeyClass keyClass);
        if (refusal is not null) return Answer.Refuse(refusal, isJson);
        if (!PersonKeyFile.TryOpen(parsed.GetValue(options.Key)!, out PersonKeyFile? file, out refusal))
            return Answer.Refuse(refusal, isJson);
        using PersonKeyFile owned = file;
        return KeyOptions.Print(person, file.ToPersonKey(keyClass), isJson);
    }
}
