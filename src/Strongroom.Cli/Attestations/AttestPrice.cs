using System.CommandLine;
using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest price --asset A --quote EUR --scale 2 (--minor-units N --base-units N | --from FILE)</c>; the
/// file holds the value as the format spells it: {"baseUnits","minorUnits"}.
/// </summary>
internal static class AttestPrice
{
    private const int FileBytesMax = 1_024;

    internal static Command Build()
    {
        AttestOptions options = new();
        Option<string> asset = new("--asset") { Description = "the asset (CAIP-19)", Required = true };
        Option<string> quote = new("--quote") { Description = "the currency: EUR", Required = true };
        Option<int> scale = new("--scale") { Description = "decimals of its minor unit", Required = true };
        Option<string?> minorUnits = new("--minor-units")
        {
            Description = "so many minor units of the currency",
        };
        Option<string?> baseUnits = new("--base-units")
        {
            Description = "for so many base units of the asset",
        };
        Option<string?> from = new("--from") { Description = "a file with both, instead" };
        Command command = new("price", "Sign a price");
        foreach (Option option in (Option[])[asset, quote, scale, minorUnits, baseUnits, from])
            command.Options.Add(option);
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() =>
        {
            CanonicalObject subject = CanonicalObject.Of(
                ("asset", parsed.GetValue(asset)!), ("quote", parsed.GetValue(quote)!),
                ("scale", Math.Max(0, parsed.GetValue(scale))));
            CanonicalObject? value = CanonicalObject.Of(
                ("baseUnits", parsed.GetValue(baseUnits)), ("minorUnits", parsed.GetValue(minorUnits)));
            if (parsed.GetValue(from) is { } file
                && !CanonicalJson.TryRead(
                    Answer.ReadInput(file), FileBytesMax, out value, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson: false);
            CanonicalObject body = AttestOptions.BodyOf(subject, value!);
            return FactClaim.TryParse(FactKind.Price, body, out FactClaim? claim, out refusal)
                ? options.Sign(parsed, claim, AttestOptions.Now())
                : Answer.Refuse(refusal, isJson: false);
        }));
        return command;
    }
}
