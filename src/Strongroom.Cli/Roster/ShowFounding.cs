using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>
/// <c>founding show FILE [--json]</c>: what the founders are about to sign, and its digest.
/// </summary>
internal static class ShowFounding
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the founding file, or - for standard input" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a founding file and the digest that founders sign");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() => Run(parsed.GetValue(file)!, parsed.GetValue(json))));
        return command;
    }

    private static int Run(string file, bool isJson)
    {
        if (!Founding.TryParse(Answer.ReadInput(file), out Founding? founding, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson);
        if (isJson)
        {
            Answer.WriteOutput(
                CanonicalObject.Of(("digest", founding.Digest.ToString()), ("founding", founding.Body))
                    .ToBytes(), null);
            return Answer.Done;
        }

        Console.Out.WriteLine($"{founding.Name}, profile {founding.Profile}, founded {founding.CreatedAt}");
        foreach (Person person in founding.Roster.People)
        {
            string keys = string.Join(", ", person.Keys.Select(key => key.Id.Fingerprint));
            Console.Out.WriteLine($"  {person.Id}  [{string.Join(", ", person.Groups)}]  {keys}");
        }

        Console.Out.WriteLine($"  journal   {founding.JournalKey}");
        Console.Out.WriteLine($"  witnesses {founding.WitnessesMin} of {founding.Witnesses.Count}");
        Console.Out.WriteLine($"  station   {founding.Station.Origin}");
        Console.Out.WriteLine($"digest {founding.Digest}");
        return Answer.Done;
    }
}
