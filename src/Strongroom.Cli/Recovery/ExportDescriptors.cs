using System.CommandLine;
using Strongroom.Audit;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>descriptors export --out FILE --log-key VKEY (--socket PATH | --journal FOLDER --journal-key
/// FILE)</c>: from a running Signer, or from the published journal of one that does not run any more. A
/// file that is there is gone on with: the journal only grows.
/// </summary>
internal static class ExportDescriptors
{
    internal static Command Build()
    {
        Option<string> output = new("--out") { Description = "the descriptor file", Required = true };
        Option<string> key =
            new("--log-key") { Description = "the vkey of the Signer's journal", Required = true };
        Option<string?> socket = new("--socket") { Description = "the running Signer's socket" };
        Option<string?> journal = new("--journal") { Description = "folder or URL of the published journal" };
        Option<string?> journalKey = new("--journal-key") { Description = "the journal's own key file" };
        Command command = new("export", "Write or extend the file that a recovery needs beside the shares");
        foreach (Option option in (Option[])[output, key, socket, journal, journalKey])
            command.Options.Add(option);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            if (!NoteKey.TryParse(parsed.GetValue(key)!, out NoteKey? vkey, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson: false);
            string path = parsed.GetValue(output)!;
            (ulong next, refusal) = Begin(path, vkey);
            if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
            string? folder = parsed.GetValue(journal), keyFile = parsed.GetValue(journalKey);
            bool isOnline = parsed.GetValue(socket) is not null;
            if (isOnline == (folder is not null && keyFile is not null))
                return Answer.Refuse(RecoveryRefusals.Source(), isJson: false, Answer.NotTried);
            refusal = isOnline
                ? await SignerExport.RunAsync(parsed.GetValue(socket)!, path, vkey, next, stop)
                : JournalExport.Run((folder!, keyFile!), path, vkey, next);
            if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
            (next, refusal) = Begin(path, vkey);
            if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
            Console.Out.WriteLine($"{path}: everything up to leaf {next - 1}");
            return Answer.Done;
        }));
        return command;
    }

    /// <summary>Adds a line; durable before the next one.</summary>
    internal static void Append(string path, ReadOnlySpan<byte> line)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write);
        file.Write([.. line, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The first leaf that the file does not cover, after everything in it was checked.</summary>
    private static (ulong Next, Refusal? Refusal) Begin(string path, NoteKey journal)
    {
        if (!File.Exists(path)) return (0, null);
        using DescriptorFile file = DescriptorFile.Open(path, journal);
        Refusal? refusal;
        while (file.Next(out refusal) is not null)
        {
            // Reading is checking.
        }

        return (file.Last?.To ?? 0, refusal);
    }
}
