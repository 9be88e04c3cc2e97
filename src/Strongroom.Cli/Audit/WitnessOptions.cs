using System.CommandLine;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>Where a witness listens, what it signs with, where it remembers, whom it knows.</summary>
internal sealed class WitnessOptions
{
    internal const int LogsMax = 1024;

    private const int LogFileBytesMax = 1 << 20;

    internal Option<string> Listen { get; } =
        new("--listen") { Description = "unix:/path/to/socket, or https://address:port with a certificate" };

    internal Option<string> Name { get; } =
        new("--name") { Description = "the witness's name, a schema-less URL", Required = true };

    internal Option<FileInfo> Key { get; } =
        new("--key") { Description = "file of the witness's key; made when absent", Required = true };

    internal Option<FileInfo> State { get; } =
        new("--state") { Description = "file of the heads that were cosigned", Required = true };

    internal Option<string[]> Log { get; } =
        new("--log") { Description = "vkey of a log; may be repeated", DefaultValueFactory = _ => [] };

    internal Option<FileInfo?> Logs { get; } =
        new("--logs") { Description = "file of lines \"origin vkey\" of logs to witness" };

    internal Option<FileInfo?> Certificate { get; } =
        new("--certificate") { Description = "PEM chain for https" };

    internal Option<FileInfo?> CertificateKey { get; } =
        new("--certificate-key") { Description = "PEM key for https" };

    internal Option<bool> PrintKey { get; } =
        new("--print-key") { Description = "print the verifier key (making the key when absent) and end" };

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [Listen, Name, Key, State, Log, Logs, Certificate, CertificateKey, PrintKey])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The logs' keys; each key's name is its log's origin.</summary>
    internal Refusal? ReadLogs(ParseResult parsed, out List<NoteKey> keys)
    {
        keys = [];
        List<(string? Origin, string Vkey)> listed = [];
        foreach (string vkey in parsed.GetValue(Log) ?? []) listed.Add((null, vkey));
        if (parsed.GetValue(Logs) is { } file)
        {
            if (file.Length > LogFileBytesMax)
                return new Refusal(AuditRefusal.KeyMalformed, "the file is too large");
            foreach (string line in File.ReadLines(file.FullName).Where(line => line.Trim().Length > 0))
            {
                int space = line.LastIndexOf(' ');
                if (space <= 0)
                    return new Refusal(AuditRefusal.KeyMalformed, "a line is not \"origin vkey\"");
                listed.Add((line[..space], line[(space + 1)..]));
            }
        }

        foreach ((string? origin, string vkey) in listed)
        {
            if (!NoteKey.TryParse(vkey, out NoteKey? key, out Refusal? refusal)) return refusal;
            if (key.Algorithm != NoteAlgorithm.Ed25519 || (origin is not null && origin != key.Name))
                return new Refusal(AuditRefusal.KeyMalformed, "not the key of that log");
            keys.Add(key);
        }

        return keys.Count is > 0 and <= LogsMax
            ? null
            : new Refusal(AuditRefusal.KeyMalformed, "no log to witness", "log", $"1 to {LogsMax} logs");
    }
}
