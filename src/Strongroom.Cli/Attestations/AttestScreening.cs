using System.CommandLine;
using System.Text;
using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest screening --address CAIP10 --list L --version V (--result clear|hit | --from FILE)</c>; the
/// file is the list itself, an address a line, in any case of letters.
/// </summary>
internal static class AttestScreening
{
    internal static Command Build()
    {
        AttestOptions options = new();
        Option<string> address = new("--address") { Description = "the address (CAIP-10)", Required = true };
        Option<string> list = new("--list") { Description = "the list: ofac-sdn", Required = true };
        Option<string> version = new("--version") { Description = "the list's version", Required = true };
        Option<string?> result = new("--result") { Description = "clear or hit" };
        Option<string?> from = new("--from")
        {
            Description = "the list as a file, an address a line, instead",
        };
        Command command = new("screening", "Sign whether an address stands on a list");
        foreach (Option option in (Option[])[address, list, version, result, from])
            command.Options.Add(option);
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() =>
        {
            string screened = parsed.GetValue(address)!;
            CanonicalObject subject = CanonicalObject.Of(
                ("address", screened), ("list", parsed.GetValue(list)!));
            string? says = parsed.GetValue(from) is { } file
                ? Search(file, screened)
                : parsed.GetValue(result);
            CanonicalObject value = CanonicalObject.Of(
                ("result", says), ("version", parsed.GetValue(version)!));
            CanonicalObject body = AttestOptions.BodyOf(subject, value);
            return FactClaim.TryParse(FactKind.Screening, body, out FactClaim? claim, out Refusal? refusal)
                ? options.Sign(parsed, claim, AttestOptions.Now())
                : Answer.Refuse(refusal, isJson: false);
        }));
        return command;
    }

    // By the address alone: the same key controls it on every chain.
    private static string Search(string file, string screened)
    {
        string address = screened[(screened.LastIndexOf(':') + 1)..];
        string[] listed = Encoding.UTF8.GetString(Answer.ReadInput(file)).Split('\n');
        bool isListed = listed.Any(line => line.Trim().Equals(address, StringComparison.OrdinalIgnoreCase));
        return isListed ? "hit" : "clear";
    }
}
