using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Recovery;
using Strongroom.Registry;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// The same parts from the published journal, where no Signer runs any more: the whole log is verified, its
/// leaves are read, and the journal's own key signs what was found.
/// </summary>
internal static class JournalExport
{
    internal static Refusal? Run(
        (string Folder, string KeyFile) journal, string path, NoteKey vkey, ulong next)
    {
        if (!ServiceSigningKey.TryOpen(journal.KeyFile, out ServiceSigningKey? opened))
            return RecoveryRefusals.JournalKey();
        using ServiceSigningKey key = opened;
        if (NoteKey.Log(vkey.Name, key.PublicKey) != vkey) return RecoveryRefusals.JournalKey();
        using LogReader reader = LogReader.Open(journal.Folder);
        LogVerification verification =
            new(reader, new LogTrust(vkey, [], 0), Console.IsErrorRedirected ? null : ProgressLine.Write);
        if (verification.Run() is { } refusal) return refusal;
        ulong size = verification.Head!.Checkpoint.Size;
        Digest genesis = Digest.Sha256(reader.Entry(0, size));
        foreach (DescriptorPart part in Parts(reader, size, next, genesis, vkey.Name))
            ExportDescriptors.Append(path, part.Sign(hash => key.Sign(hash.ToBytes())).ToBytes());
        return null;
    }

    private static IEnumerable<DescriptorPart> Parts(
        LogReader reader, ulong size, ulong next, Digest genesis, string origin)
    {
        // A delayed intent may stand in leaves that an earlier export covered: those are read again for it.
        Dictionary<Digest, Intent.Governance> delayed = [];
        DescriptorFold before = new(0, digest => delayed[digest]);
        DescriptorFold fold = new(next, digest => delayed[digest]);
        foreach (byte[] leaf in Leaves(reader, size))
        {
            bool isBefore = before.To < next;
            if ((isBefore ? before : fold).Take(leaf) is { } intent) delayed[intent.Digest] = intent;
            if (isBefore || !fold.IsFull) continue;
            yield return fold.ToPart(genesis, origin);
            fold = new DescriptorFold(fold.To, digest => delayed[digest]);
        }

        if (fold.To > fold.From) yield return fold.ToPart(genesis, origin);
    }

    private static IEnumerable<byte[]> Leaves(LogReader reader, ulong size)
    {
        byte[] buffer = [];
        foreach (Tile tile in TileFiles.All(size).TakeWhile(tile => tile.IsEntries))
        {
            ReadOnlySpan<byte> rest = reader.Bundle(tile, ref buffer);
            List<byte[]> entries = new(tile.Width);
            while (EntryBundle.TryTake(ref rest, out ReadOnlySpan<byte> entry)) entries.Add(entry.ToArray());
            Invariant.Holds(entries.Count == tile.Width);
            foreach (byte[] entry in entries) yield return entry;
        }
    }
}
