using System.CommandLine;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>share show FILE --key FILE [--words]</c>: opens a share file on the custodian's own machine. The words
/// are printed only where they are asked for.
/// </summary>
internal static class ShareCommand
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the share file" };
        Option<string> key =
            new("--key") { Description = "the custodian's secret key file", Required = true };
        Option<bool> words = new("--words") { Description = "print the words of the share" };
        Command show = new("show", "Open a share file and check that the share is sound");
        show.Arguments.Add(file);
        show.Options.Add(key);
        show.Options.Add(words);
        show.SetAction(parsed => Answer.Run(() =>
            Run(parsed.GetValue(file)!, parsed.GetValue(key)!, parsed.GetValue(words))));
        Command command = new("share", "Look after a share");
        command.Subcommands.Add(show);
        return command;
    }

    private static int Run(string path, string keyPath, bool areWordsShown)
    {
        if (!ShareFile.TryOpen(path, keyPath, out SecretBytes? phrase, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false);
        using SecretBytes words = phrase;
        using SecretLease text = words.Open();
        if (!SharePhrase.TryParse(text.Span, 1, out SecretShare? parsed, out ShareFault? fault))
            return Answer.Refuse(ShareRefusals.Of(fault), isJson: false);
        using SecretShare share = parsed;
        SharePlace place = share.Place;
        string needed = $"{place.MemberThreshold} shares are needed";
        Console.Out.WriteLine($"share {place.Member + 1} of set {share.Set.Identifier}; {needed}");
        if (areWordsShown) Terminal.WriteWords(text.Span);
        return Answer.Done;
    }
}
