using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>descriptors check FILE --log-key VKEY [--json]</c>: signatures, order, and what is in it.
/// </summary>
internal static class CheckDescriptors
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the descriptor file" };
        Option<string> journal =
            new("--log-key") { Description = "the vkey of the Signer's journal", Required = true };
        Option<bool> json = Answer.JsonOption();
        Command command = new("check", "Check a descriptor file, and count what is in it");
        command.Arguments.Add(file);
        command.Options.Add(journal);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() =>
        {
            bool isJson = parsed.GetValue(json);
            return NoteKey.TryParse(parsed.GetValue(journal)!, out NoteKey? key, out Refusal? refusal)
                ? Run(parsed.GetValue(file)!, key, isJson)
                : Answer.Refuse(refusal, isJson);
        }));
        return command;
    }

    private static int Run(string path, NoteKey journal, bool isJson)
    {
        using DescriptorFile file = DescriptorFile.Open(path, journal);
        SortedDictionary<string, long> accounts = new(StringComparer.Ordinal);
        Refusal? refusal;
        while (file.Next(out refusal) is { } part)
        {
            foreach (DescriptorAccount account in part.Accounts)
                accounts[$"{account.Root}"] = accounts.GetValueOrDefault($"{account.Root}") + 1;
        }

        if (refusal is not null) return Answer.Refuse(refusal, isJson);
        DescriptorPart last = file.Last!;
        if (isJson)
        {
            JsonObject roots = [];
            foreach ((string root, long count) in accounts) roots[root] = count;
            JsonObject report = new()
            {
                ["genesis"] = $"{last.Genesis}", ["leaves"] = last.To, ["accountsByRoot"] = roots,
            };
            Console.Out.WriteLine(report.ToJsonString());
            return Answer.Done;
        }

        Console.Out.WriteLine($"genesis  {last.Genesis}");
        Console.Out.WriteLine($"journal  {last.Origin}, leaves 0 to {last.To - 1}");
        foreach ((string root, long count) in accounts)
            Console.Out.WriteLine($"root     {root}: {count} accounts");
        return Answer.Done;
    }
}
