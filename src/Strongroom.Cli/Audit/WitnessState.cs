using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Cli.Audit;

/// <summary>
/// The last head cosigned of each log, in one file that is replaced durably before a cosignature leaves. A
/// file that is damaged or gone is never taken for an empty one: that would let a log rewind.
/// </summary>
internal sealed class WitnessState
{
    private const long BytesMax = 64L << 20;

    private readonly string path;
    private readonly Dictionary<string, SignedCheckpoint> heads = new(StringComparer.Ordinal);

    private WitnessState(string path) => this.path = path;

    /// <summary>Writes an empty state; for the caller to know that there was none.</summary>
    internal static void Create(string path) => new WitnessState(path).Save();

    /// <summary>Whether the file is a state in which nothing was ever cosigned.</summary>
    internal static bool IsEmpty(string path) => Parse(File.ReadAllBytes(path)) is { Length: 0 };

    internal static bool TryOpen(
        string path,
        NoteKey witness,
        [NotNullWhen(true)] out WitnessState? state,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        state = null;
        refusal = new Refusal(AuditRefusal.SourceUnreadable, "the state file is missing or damaged");
        if (!File.Exists(path) || new FileInfo(path).Length > BytesMax) return false;
        WitnessState candidate = new(path);
        string[]? notes = Parse(File.ReadAllBytes(path));
        if (notes is null) return false;
        foreach (string note in notes)
        {
            if (!SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(note), out SignedCheckpoint? head, out _))
                return false;
            if (head.Note.Check(witness, out _) is not null) return false;
            if (!candidate.heads.TryAdd(head.Checkpoint.Origin, head)) return false;
        }

        (state, refusal) = (candidate, null);
        return true;
    }

    internal Checkpoint? HeldFor(string origin) => heads.GetValueOrDefault(origin)?.Checkpoint;

    /// <summary>
    /// The head with the log's and the witness's signatures whose origin has that SHA-256 (hexadecimal).
    /// </summary>
    internal SignedCheckpoint? FindByHash(string originHash) =>
        heads.Values.FirstOrDefault(head => HashOf(head.Checkpoint.Origin) == originHash);

    /// <summary>Remembers a head for good; only then may its cosignature leave.</summary>
    internal void Record(SignedCheckpoint cosigned)
    {
        heads[cosigned.Checkpoint.Origin] = cosigned;
        Save();
    }

    private static string HashOf(string origin) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static string[]? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Save()
    {
        string[] notes = [.. heads.Values.Select(head => head.Note.ToString())];
        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(notes));
    }
}
