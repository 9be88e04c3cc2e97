using System.CommandLine;
using Strongroom.Cryptography.Age;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>custodian keys new|show --key FILE [--json]</c>: the key that shares are encrypted to.
/// </summary>
internal static class CustodianCommand
{
    internal static Command Build()
    {
        Command keys = new("keys", "Make and show the key that shares are encrypted to");
        keys.Subcommands.Add(Build("new", "Make a key; an existing file is never overwritten", Create));
        keys.Subcommands.Add(Build("show", "Show a key's public part and fingerprint", Show));
        Command command = new("custodian", "What a custodian does on a machine of their own");
        command.Subcommands.Add(keys);
        return command;
    }

    private static Command Build(string name, string words, Func<string, bool, int> run)
    {
        Option<string> key = new("--key") { Description = "the secret key's file", Required = true };
        Option<bool> json = Answer.JsonOption();
        Command command = new(name, words);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() => run(parsed.GetValue(key)!, parsed.GetValue(json))));
        return command;
    }

    private static int Create(string path, bool isJson)
    {
        using AgeIdentity identity = AgeIdentity.Generate();
        identity.Save(path);
        return Print(identity.Recipient, isJson);
    }

    private static int Show(string path, bool isJson)
    {
        if (!AgeIdentity.TryOpen(path, out AgeIdentity? identity))
            return Answer.Refuse(ShareRefusals.KeyFile(), isJson);
        using AgeIdentity owned = identity;
        return Print(identity.Recipient, isJson);
    }

    private static int Print(AgeRecipient recipient, bool isJson)
    {
        if (isJson)
        {
            CanonicalObject shown = CanonicalObject.Of(
                ("fingerprint", recipient.Fingerprint), ("recipient", recipient.ToString()));
            Answer.WriteOutput(shown.ToBytes(), null);
            return Answer.Done;
        }

        Console.Out.WriteLine($"recipient    {recipient}");
        Console.Out.WriteLine($"fingerprint  {recipient.Fingerprint}   (compare it in person)");
        return Answer.Done;
    }
}
