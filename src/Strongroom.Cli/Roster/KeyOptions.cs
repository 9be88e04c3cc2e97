using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>The options that the key commands share.</summary>
internal sealed class KeyOptions
{
    internal Option<string> Key { get; } =
        new("--key") { Description = "the private key's file", Required = true };

    internal Option<string> Person { get; } =
        new("--person") { Description = "the person's or attestor's id", Required = true };

    internal Option<string> Class { get; } = new("--class")
    {
        Description = "independent, service for a program, or attestor",
        DefaultValueFactory = _ => "independent",
    };

    internal Option<bool> Json { get; } = Answer.JsonOption();

    internal void AddTo(Command command)
    {
        command.Options.Add(Key);
        command.Options.Add(Person);
        command.Options.Add(Class);
        command.Options.Add(Json);
    }

    internal Refusal? Read(ParseResult parsed, out PersonId person, out KeyClass keyClass)
    {
        keyClass = default;
        return !PersonId.TryParse(parsed.GetValue(Person)!, out person, out Refusal? refusal)
            || !RosterTexts.TryParse(parsed.GetValue(Class)!, out keyClass, out refusal) ? refusal : null;
    }

    /// <summary>
    /// The person or attestor with this one key, as founding files and roster changes list it.
    /// </summary>
    internal static int Print(
        PersonId person, PersonKey key, bool isJson, StatementSignature? possession = null)
    {
        if (!isJson)
        {
            Console.Out.WriteLine($"{person}  {key.Algorithm.ToText()}  {key.Class.ToText()}");
            Console.Out.WriteLine($"fingerprint  {key.Id.Fingerprint}   (compare it in person)");
            Console.Out.WriteLine($"key id       {key.Id}");
            return Answer.Done;
        }

        CanonicalObject entry = key.ToCanonical().With("possession", possession?.ToCanonical());
        CanonicalObject listed = CanonicalObject.Of(
            ("keys", CanonicalArray.OfObjects([entry])),
            (key.Class == KeyClass.Attestor ? "attestor" : "person", person.ToString()));
        Answer.WriteOutput(listed.ToBytes(), null);
        return Answer.Done;
    }
}
