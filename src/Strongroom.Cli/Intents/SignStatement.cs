using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Cli.Roster;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Intents;

/// <summary>
/// <c>statement sign --verdict V --person P --key FILE INTENT… [--genesis HEX] [--out FILE]</c>: decodes the
/// intents, then signs one statement over their digests. A freeze names no intent and needs --genesis.
/// </summary>
internal static class SignStatement
{
    internal static Command Build()
    {
        Argument<string[]> intents = new("intents") { Arity = ArgumentArity.ZeroOrMore };
        Option<string> verdict = new("--verdict") { Required = true };
        verdict.AcceptOnlyFromAmong("request", "approve", "reject", "veto", "freeze");
        Option<string?> genesis = new("--genesis") { Description = "the institution's hash, for a freeze" };
        Option<string?> output = new("--out") { Description = "a new file for the signed statement" };
        KeyOptions options = new();
        Command command = new("sign", "Sign a statement with a person's key");
        command.Arguments.Add(intents);
        command.Options.Add(verdict);
        command.Options.Add(genesis);
        command.Options.Add(output);
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() =>
        {
            bool isJson = parsed.GetValue(options.Json);
            Refusal? refusal = options.Read(parsed, out PersonId person, out _);
            if (refusal is not null || !TryReadDigests(
                parsed.GetValue(intents)!, parsed.GetValue(genesis), out Digest institution,
                out Digest[]? digests, out refusal)
                || !Verdicts.TryParse(parsed.GetValue(verdict)!, out Verdict word, out refusal)
                || !Statement.TryCreate(
                    institution, person, word, digests, Timestamp.From(TimeProvider.System.GetUtcNow()),
                    out Statement? statement, out refusal)
                || !PersonKeyFile.TryOpen(
                    parsed.GetValue(options.Key)!, out PersonKeyFile? file, out refusal))
                return Answer.Refuse(refusal, isJson);
            using PersonKeyFile key = file;
            Answer.WriteOutput(Sign(key, statement).ToBytes(), parsed.GetValue(output));
            return Answer.Done;
        }));
        return command;
    }

    internal static SignedStatement Sign(PersonKeyFile key, Statement statement) =>
        new(key.ToPersonKey(KeyClass.Independent).Id, key.Sign(statement.Hash), statement);

    private static bool TryReadDigests(
        string[] files, string? genesis, out Digest institution,
        [NotNullWhen(true)] out Digest[]? digests, [NotNullWhen(false)] out Refusal? refusal)
    {
        institution = default;
        digests = null;
        refusal = null;
        if (genesis is not null && !Digest.TryParse(genesis, out institution, out refusal)) return false;
        Digest[] read = new Digest[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            if (!Intent.TryParse(Answer.ReadInput(files[i]), out Intent? intent, out refusal)) return false;
            bool isFirst = i == 0 && genesis is null;
            if (!isFirst && intent.Institution != institution) refusal = Mixed();
            if (refusal is not null) return false;
            institution = intent.Institution;
            read[i] = intent.Digest;
        }

        digests = read;
        return true;
    }

    private static Refusal Mixed() =>
        new(CliRefusal.MixedInstitutions, "the intents belong to different institutions", "institution");
}
