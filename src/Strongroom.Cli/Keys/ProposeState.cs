using System.CommandLine;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>
/// <c>key state --root R --state S --reason TEXT --institution HEX --out FILE</c>: the intent by which a root
/// passes into another state of its life.
/// </summary>
internal static class ProposeState
{
    internal static Command Build()
    {
        Option<string> root = new("--root") { Description = "the name of the root", Required = true };
        Option<string> state = new("--state") { Required = true };
        state.AcceptOnlyFromAmong("active", "suspended", "deactivated", "compromised", "destroyed");
        Option<string> reason = new("--reason") { Description = "why, for the record", Required = true };
        Option<string> institution = KeyIntent.InstitutionOption();
        Option<string> output = KeyIntent.OutputOption();
        Command command = new("state", "Propose that a root changes its state");
        foreach (Option option in (Option[])[root, state, reason, institution, output])
            command.Options.Add(option);
        command.SetAction(parsed => Answer.Run(() =>
        {
            string words = parsed.GetValue(reason)!;
            if (!KeyIntent.TryDigest(parsed.GetValue(root), "--root", out Digest name, out Refusal? refusal)
                || !KeyIntent.TryDigest(
                    parsed.GetValue(institution), "--institution", out Digest genesis, out refusal))
                return Answer.Refuse(refusal, isJson: false);
            if (words.Length is 0 or > Intent.KeyStateChange.ReasonCharactersMax)
                return Answer.Fail($"--reason: 1 to {Intent.KeyStateChange.ReasonCharactersMax} characters");
            return KeyIntent.Write(
                KeyIntent.Make(
                    genesis, IntentKind.KeyStateChange, ("root", name.ToString()),
                    ("state", parsed.GetValue(state)!), ("reason", words)),
                parsed.GetValue(output)!);
        }));
        return command;
    }
}
