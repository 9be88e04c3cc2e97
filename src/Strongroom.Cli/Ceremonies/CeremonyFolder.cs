using System.Diagnostics.CodeAnalysis;
using Strongroom.Ceremonies;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Storage;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// Where a ceremony leaves its files. The state is the transcript so far: public facts, no secret. What was
/// made in a stretch that starts over, or in a ceremony that is aborted, is removed.
/// </summary>
internal sealed class CeremonyFolder(string path)
{
    internal const string Keystore = "keystore.json";

    private const string State = "state.json";
    private const string Finished = "transcript.json";
    private const string Record = "record.html";
    private const string Pages = "record.pdf";
    private const string Final = "final";

    /// <summary>A new folder, or one in which the same plan was begun.</summary>
    internal bool TryBegin(
        Intent.Ceremony intent, CeremonyPlan plan,
        [NotNullWhen(true)] out Transcript? transcript, [NotNullWhen(false)] out Refusal? refusal)
    {
        transcript = null;
        Directory.CreateDirectory(path);
        string state = Path.Combine(path, State);
        if (!File.Exists(state))
        {
            bool isEmpty = !Directory.EnumerateFileSystemEntries(path).Any();
            refusal = isEmpty ? null : PerformRefusals.StateDiffers();
            if (isEmpty) transcript = Transcript.Begin(intent, plan);
            return isEmpty;
        }

        if (!Transcript.TryParse(File.ReadAllBytes(state), out transcript, out refusal)) return false;
        if (transcript.Intent.Digest == intent.Digest && transcript.Position is not null) return true;
        transcript = null;
        refusal = PerformRefusals.StateDiffers();
        return false;
    }

    internal void Save(Transcript transcript) =>
        DurableFile.Replace(Path.Combine(path, State), transcript.ToCanonical().ToBytes());

    /// <summary>Writes a new file, mode 0600; returns its hash.</summary>
    internal Digest Add(string name, byte[] content)
    {
        OwnerFile.Create(Path.Combine(path, name), content);
        return Digest.Sha256(content);
    }

    /// <summary>
    /// Whether something was destroyed, or has left the room: then the ceremony can only be finished.
    /// </summary>
    internal bool IsFinal => File.Exists(Path.Combine(path, Final));

    internal void MarkFinal() => DurableFile.Replace(Path.Combine(path, Final), []);

    internal void Finish(Transcript transcript)
    {
        DurableFile.Replace(Path.Combine(path, Finished), transcript.ToCanonical().ToBytes());
        string page = Path.Combine(path, Record);
        File.WriteAllText(page, RecordPage.Write(transcript));
        if (!RecordPdf.TryWrite(transcript, page, Path.Combine(path, Pages)))
            Terminal.Say("no weasyprint here: print record.html");
        File.Delete(Path.Combine(path, State));
        File.Delete(Path.Combine(path, Final));
        DurableFile.SyncFolder(path);
    }

    /// <summary>Removes what the secret-bearing stretch made.</summary>
    internal void Clear()
    {
        foreach (string file in Directory.EnumerateFiles(path))
        {
            string name = Path.GetFileName(file);
            if (name == Keystore || name.EndsWith(".age", StringComparison.Ordinal)) File.Delete(file);
        }
    }

    internal void Abort()
    {
        Clear();
        File.Delete(Path.Combine(path, State));
        Directory.Delete(path);
    }
}
