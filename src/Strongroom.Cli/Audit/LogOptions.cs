using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// What every command that reads a log asks for: where it is, whose it is, who must have witnessed it.
/// </summary>
internal sealed class LogOptions
{
    internal Argument<string> Place { get; } = new("log") { Description = "folder or URL of the log" };

    internal Option<string> Key { get; } =
        new("--key") { Description = "the log's verifier key (C2SP vkey)", Required = true };

    internal Option<string[]> Witness { get; } =
        new("--witness") { Description = "a witness's vkey; may be repeated", DefaultValueFactory = _ => [] };

    internal Option<int?> WitnessesMin { get; } =
        new("--witnesses-min") { Description = "cosignatures that are needed (default: of all witnesses)" };

    internal Option<bool> Json { get; } = new("--json") { Description = "print one JSON object" };

    internal void AddTo(Command command)
    {
        command.Arguments.Add(Place);
        command.Options.Add(Key);
        command.Options.Add(Witness);
        command.Options.Add(WitnessesMin);
        command.Options.Add(Json);
    }

    internal bool TryGetTrust(
        ParseResult parsed,
        [NotNullWhen(true)] out LogTrust? trust,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        trust = null;
        if (!NoteKey.TryParse(parsed.GetValue(Key) ?? "", out NoteKey? log, out refusal)) return false;
        List<NoteKey> witnesses = [];
        foreach (string vkey in parsed.GetValue(Witness) ?? [])
        {
            if (!NoteKey.TryParse(vkey, out NoteKey? witness, out refusal)) return false;
            witnesses.Add(witness);
        }

        int witnessesMin = parsed.GetValue(WitnessesMin) ?? witnesses.Count;
        if (witnesses.Count > LogTrust.WitnessesMax || witnessesMin < 0 || witnessesMin > witnesses.Count)
        {
            refusal = new Refusal(AuditRefusal.WitnessesTooFew, "too few witnesses are named");
            return false;
        }

        trust = new LogTrust(log, witnesses, witnessesMin);
        return true;
    }
}
