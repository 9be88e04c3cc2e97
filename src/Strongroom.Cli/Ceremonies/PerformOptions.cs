using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>What stands on the command line of a ceremony, and how it becomes tools.</summary>
internal sealed class PerformOptions
{
    private const int UnlockBytesMax = 1023;
    private const int UnlockBytesMin = 8;
    private const int ReceiptBytesMax = 1 << 20;

    private readonly Option<string[]> _keys = new("--key")
    {
        Description = "PERSON=FILE, for everybody who is here",
    };

    private readonly Option<string?> _unlock = Path("--unlock-file", "the keystore's secret, mode 0600");
    private readonly Option<string?> _keystore = Path("--keystore", "the keystore to open or to destroy");
    private readonly Option<string?> _other =
        Path("--keystore-unlock-file", "the secret of --keystore, where it is another");

    private readonly Option<string?> _hsm = Path("--hsm", "the tokens: the Signer's hsm.json");
    private readonly Option<string?> _pins = Path("--pin-file", "one PIN for all tokens or one for each");
    private readonly Option<string?> _approved = Path("--approved", "the receipt of the plan's approval");
    private readonly Option<string?> _journal = Path("--journal-key", "the journal's verifier key");
    private readonly Option<string[]> _witnesses = new("--witness") { DefaultValueFactory = _ => [] };
    private readonly Option<int?> _witnessesMin = new("--witnesses-min");
    private readonly Option<string> _cost = new("--unlock-cost") { DefaultValueFactory = _ => "sensitive" };

    internal void AddTo(Command command)
    {
        _cost.AcceptOnlyFromAmong("sensitive", "interactive");
        Option[] all =
        [
            _keys, _unlock, _keystore, _other, _hsm, _pins, _approved, _journal, _witnesses, _witnessesMin,
            _cost,
        ];
        foreach (Option option in all) command.Options.Add(option);
    }

    /// <summary>Null when all that was named could be read; the caller disposes the tools.</summary>
    internal Refusal? Prepare(ParseResult parsed, out CeremonyTools tools)
    {
        tools = new CeremonyTools
        {
            Keystore = parsed.GetValue(_keystore),
            Cost = parsed.GetValue(_cost) == "sensitive" ? Argon2idCost.Sensitive : Argon2idCost.Interactive,
        };
        return ReadKeys(tools, parsed.GetValue(_keys) ?? [])
            ?? ReadSecrets(tools, parsed)
            ?? ReadTrust(tools, parsed)
            ?? ReadTokens(tools, parsed);
    }

    private static Option<string?> Path(string name, string words) => new(name) { Description = words };

    private static Refusal? ReadKeys(CeremonyTools tools, string[] keys)
    {
        foreach (string pair in keys)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (!PersonId.TryParse(pair[..Math.Max(0, equals)], out PersonId person, out Refusal? refusal))
                return refusal with { Field = "--key", Accepted = "PERSON=FILE" };
            if (!PersonKeyFile.TryOpen(pair[(equals + 1)..], out PersonKeyFile? key,
                out refusal)) return refusal;
            if (tools.Keys.TryAdd(person, key)) continue;
            key.Dispose();
            return PerformRefusals.KeyDiffers($"{person}");
        }

        return null;
    }

    private Refusal? ReadSecrets(CeremonyTools tools, ParseResult parsed)
    {
        if (parsed.GetValue(_unlock) is { } path)
        {
            if (!TryReadUnlock(path, out SecretBytes? unlock)) return PerformRefusals.Unlock();
            tools.Unlock = unlock;
        }

        if (parsed.GetValue(_other) is not { } otherPath) return null;
        if (!TryReadUnlock(otherPath, out SecretBytes? other)) return PerformRefusals.Unlock();
        tools.KeystoreUnlock = other;
        return null;
    }

    private static bool TryReadUnlock(string path, [NotNullWhen(true)] out SecretBytes? unlock)
    {
        unlock = null;
        if (!OwnerFile.TryRead(path, UnlockBytesMax + 1, out SecretBytes? content)) return false;
        SecretBytes line = Terminal.FirstLine(content);
        if (line.Length is >= UnlockBytesMin and <= UnlockBytesMax) unlock = line;
        else line.Dispose();
        return unlock is not null;
    }

    private Refusal? ReadTrust(CeremonyTools tools, ParseResult parsed)
    {
        if (parsed.GetValue(_approved) is { } receipt)
            tools.Receipt = Answer.ReadBytes(receipt, ReceiptBytesMax);
        if (parsed.GetValue(_journal) is not { } journal)
            return tools.Receipt is null ? null : PerformRefusals.Trust();
        if (!NoteKey.TryParse(journal, out NoteKey? log, out _)) return PerformRefusals.Trust();
        List<NoteKey> witnesses = [];
        foreach (string vkey in parsed.GetValue(_witnesses) ?? [])
        {
            if (!NoteKey.TryParse(vkey, out NoteKey? witness, out _)) return PerformRefusals.Trust();
            witnesses.Add(witness);
        }

        int needed = parsed.GetValue(_witnessesMin) ?? witnesses.Count;
        if (witnesses.Count > LogTrust.WitnessesMax || needed < 0 || needed > witnesses.Count)
            return PerformRefusals.Trust();
        tools.Trust = new LogTrust(log, witnesses, needed);
        return null;
    }

    private Refusal? ReadTokens(CeremonyTools tools, ParseResult parsed)
    {
        if (parsed.GetValue(_hsm) is not { } path) return null;
        bool isOpen = CeremonyTokens.TryOpen(
            path, parsed.GetValue(_pins), out CeremonyTokens? tokens, out Refusal? refusal);
        tools.Tokens = tokens;
        return isOpen ? null : refusal;
    }
}
