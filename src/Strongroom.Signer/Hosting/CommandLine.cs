using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// A verb and <c>--name value</c> pairs; a name may stand several times. Secrets are never arguments: they
/// come from standard input or a file that only its owner reads.
/// </summary>
internal sealed class CommandLine
{
    private const int ArgumentsMax = 64;
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    private CommandLine(string verb) => Verb = verb;

    internal string Verb { get; }

    internal static bool TryParse(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string[]> namesByVerb,
        [NotNullWhen(true)] out CommandLine? line,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        line = null;
        refusal = null;
        if (arguments.Count is 0 or > ArgumentsMax
            || !namesByVerb.TryGetValue(arguments[0], out string[]? names))
        {
            refusal = new Refusal(SignerRefusal.ArgumentUnknown, "The first argument names no command.",
                Accepted: string.Join(" | ", namesByVerb.Keys));
            return false;
        }

        CommandLine parsed = new(arguments[0]);
        for (int i = 1; i < arguments.Count; i += 2)
        {
            if (!names.Contains(arguments[i], StringComparer.Ordinal))
            {
                refusal =
                    new Refusal(SignerRefusal.ArgumentUnknown, $"Argument {i} is no option of {parsed.Verb}.",
                    Accepted: string.Join(' ', names));
                return false;
            }

            if (i + 1 == arguments.Count)
            {
                refusal =
                    new Refusal(SignerRefusal.ArgumentMissing, "An option lacks its value.", arguments[i]);
                return false;
            }

            parsed.Add(arguments[i], arguments[i + 1]);
        }

        line = parsed;
        return true;
    }

    internal IReadOnlyList<string> All(string name) =>
        values.TryGetValue(name, out List<string>? all) ? all : [];

    internal string? Optional(string name) => All(name) is [.., string last] ? last : null;

    internal bool TryRequire(
        string name, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = Optional(name);
        refusal = value is null
            ? new Refusal(SignerRefusal.ArgumentMissing, "A required option is absent.", name)
            : null;
        return value is not null;
    }

    private void Add(string name, string value)
    {
        if (!values.TryGetValue(name, out List<string>? all)) values[name] = all = [];
        all.Add(value);
    }
}
