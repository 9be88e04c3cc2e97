using System.Globalization;
using Strongroom.Audit;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// The end of a journal that was lost or restored, and the journal that follows it: the last checkpoint that
/// witnesses cosigned, and the key of the journal under the next origin.
/// </summary>
public sealed record PlannedSuccession(SignedCheckpoint Last, NoteKey Successor)
{
    private const int CheckpointBytesMax = 8192;

    internal static PlannedSuccession? Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        byte[] note = read.Bytes("checkpoint", CheckpointBytesMax);
        NoteKey? key = read.Parse<NoteKey>("journalKey", NoteKey.TryParse);
        if (!SignedCheckpoint.TryParse(note, out SignedCheckpoint? last, out Refusal? wrong))
            read.Keep(wrong with { Field = read.PathOf("checkpoint") });
        if (read.IsRight)
        {
            string next = OriginAfter(last!.Checkpoint.Origin);
            read.Require(key!.Name == next, new Refusal(
                CeremonyRefusal.SuccessorOrigin, "The new journal's key is not named after the next origin.",
                read.PathOf("journalKey"), next));
        }

        return read.TryEnd(out refusal) ? new PlannedSuccession(last!, key!) : null;
    }

    /// <summary>name, then name/2, then name/3: the first journal of a name has no number.</summary>
    internal static string OriginAfter(string origin)
    {
        int slash = origin.LastIndexOf('/');
        bool isNumbered = int.TryParse(
            origin.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return slash > 0 && isNumbered && number is > 0 and < int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{origin[..slash]}/{number + 1}")
            : $"{origin}/2";
    }
}
