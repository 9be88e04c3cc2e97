using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// Leaf 0 and what a start needs of it before the journal itself opens: the institution, the journal's key,
/// the witnesses.
/// </summary>
internal sealed record FoundingLeaf(
    Digest Institution, Founding Founding, NoteKey JournalKey, IReadOnlyList<NoteKey> Witnesses)
{
    /// <summary>Reads leaf 0 out of the segment file.</summary>
    internal static bool TryRead(
        DataFolder folder, [NotNullWhen(true)] out FoundingLeaf? founding,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founding = null;
        refusal =
            new Refusal(SignerRefusal.NotFounded, "The data folder holds no founded journal.", "--data");
        if (ReadFirst(Path.Combine(folder.Journal, "segment")) is not { } bytes) return false;
        if (!Leaf.TryParse(bytes, out Leaf? leaf, out refusal)) return false;
        refusal =
            new Refusal(SignerRefusal.NotFounded, "The journal does not begin with a founding.", "--data");
        return leaf is FoundedLeaf founded
            && TryUnderstand(founded.Founding.Founding, Digest.Sha256(bytes), out founding, out refusal);
    }

    /// <summary>
    /// What the Signer needs beyond the format: keys that it can check.
    /// </summary>
    internal static bool TryUnderstand(
        Founding file, Digest institution, [NotNullWhen(true)] out FoundingLeaf? founding,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founding = null;
        if (!NoteKey.TryParse(file.JournalKey, out NoteKey? journal, out refusal)) return false;
        bool isLog = journal.Algorithm == NoteAlgorithm.Ed25519
            && string.Equals(journal.Name, file.JournalOrigin, StringComparison.Ordinal);
        if (!isLog)
        {
            refusal = new Refusal(SignerRefusal.JournalKeyOther,
                "The journal's vkey is not an Ed25519 key whose name is the origin.", "journal.key");
            return false;
        }

        List<NoteKey> witnesses = [];
        foreach (string vkey in file.Witnesses)
        {
            if (!NoteKey.TryParse(vkey, out NoteKey? witness, out refusal)) return false;
            if (witness.Algorithm != NoteAlgorithm.CosignatureV1)
            {
                refusal = new Refusal(SignerRefusal.WitnessUnknown,
                    "A witness' vkey is not a cosignature/v1 key.", "witnesses");
                return false;
            }

            witnesses.Add(witness);
        }

        refusal = null;
        founding = new FoundingLeaf(institution, file, journal, witnesses);
        return true;
    }

    /// <summary>The bytes of leaf 0; null where there is none.</summary>
    internal static byte[]? ReadFirst(string segmentPath)
    {
        if (!File.Exists(segmentPath)) return null;
        using SegmentFile? segment = SegmentFile.Open(segmentPath);
        return segment is null || segment.Length == SegmentFile.FirstOffset
            ? null
            : segment.Read(SegmentFile.FirstOffset);
    }
}
