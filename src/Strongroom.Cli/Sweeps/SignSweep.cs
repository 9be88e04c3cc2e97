using System.CommandLine;
using Strongroom.Cli.Intents;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// <c>sweep sign FILE --verdict request|approve --person P --key FILE --out FILE</c>: one person's statements
/// over the whole bundle: a request names one intent, an approval up to 32.
/// </summary>
internal static class SignSweep
{
    internal static Command Build()
    {
        Argument<string> file = SweepFile.Argument();
        Option<string> verdict = new("--verdict") { Required = true };
        verdict.AcceptOnlyFromAmong("request", "approve");
        Option<string> output =
            new("--out") { Description = "a new file for the statements", Required = true };
        KeyOptions options = new();
        Command command = new("sign", "Request or approve all intents of a sweep");
        command.Arguments.Add(file);
        command.Options.Add(verdict);
        command.Options.Add(output);
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() =>
        {
            bool isJson = parsed.GetValue(options.Json);
            Refusal? refusal = options.Read(parsed, out PersonId person, out _);
            if (refusal is not null
                || !SweepFile.TryRead(parsed.GetValue(file)!, out SweepBundle? bundle, out refusal)
                || !Verdicts.TryParse(parsed.GetValue(verdict)!, out Verdict word, out refusal)
                || !PersonKeyFile.TryOpen(
                    parsed.GetValue(options.Key)!, out PersonKeyFile? opened, out refusal))
                return Answer.Refuse(refusal, isJson);
            using PersonKeyFile key = opened;
            int most = word == Verdict.Request ? 1 : Verdicts.IntentsMax;
            SignedStatement[] statements =
                [.. bundle.Steps.Chunk(most).Select(steps => Sign(key, person, word, steps))];
            Answer.WriteOutput(SweepFile.WriteStatements(statements), parsed.GetValue(output));
            SweepText.Show(bundle, isJson);
            return Answer.Done;
        }));
        return command;
    }

    private static SignedStatement Sign(
        PersonKeyFile key, PersonId person, Verdict verdict, SweepStep[] steps)
    {
        bool isStatement = Statement.TryCreate(
            steps[0].Intent.Institution, person, verdict, [.. steps.Select(step => step.Intent.Digest)],
            Timestamp.From(TimeProvider.System.GetUtcNow()), out Statement? statement, out _);
        Invariant.Holds(isStatement && statement is not null);
        return SignStatement.Sign(key, statement);
    }
}
