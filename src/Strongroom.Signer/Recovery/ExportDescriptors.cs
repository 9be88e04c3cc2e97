using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Recovery;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Recovery;

/// <summary>
/// GET /v1/descriptors/{from}: the part of the descriptors that begins with that leaf, read from the journal
/// itself and handed out only once the export is in the journal.
/// </summary>
internal sealed class ExportDescriptors(Workbench bench)
{
    internal async Task<Outcome<DescriptorAnswer>> RunAsync(ulong from, CancellationToken stop)
    {
        if (from >= bench.Journal.DurableSize)
            return new Refusal(
                SignerRefusal.NotFound, "The journal has no such leaf.", "from",
                "less than the journal's size");
        DescriptorFold fold = new(from, Find);
        foreach (ReadOnlyMemory<byte> leaf in bench.Journal.ReadFrom(from))
        {
            stop.ThrowIfCancellationRequested();
            fold.Take(leaf.Span);
            if (fold.IsFull) break;
        }

        byte[] line;
        JournalEntry entry;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            DescriptorPart part =
                fold.ToPart(turn.State.Institution, turn.State.Founding.Founding.JournalOrigin);
            line = part.Sign(bench.Addresses.Sign).ToBytes();
            Invariant.Holds(line.Length <= DescriptorPart.BytesMax);
            entry = turn.Record(new ExportedLeaf(
                LeafStamps.At(bench.Record.Clock.Now()), fold.From, fold.To, Digest.Sha256(line)));
        }

        await entry.Durable.WaitAsync(stop);
        return new DescriptorAnswer(line);
    }

    /// <summary>The intent that an effect belongs to: an earlier leaf holds it whole.</summary>
    private Intent.Governance Find(Digest digest)
    {
        ulong index;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            bool isThere = turn.State.TryGetIntent(digest, out IntentRecord? intent);
            Invariant.Holds(isThere && intent is not null);
            index = intent.Index;
        }

        bool isLeaf = Leaf.TryParse(bench.Journal.Read(index).Span, out Leaf? leaf, out _);
        Invariant.Holds(isLeaf);
        return leaf is RegisteredLeaf { Intent: Intent.Governance governance }
            ? governance
            : throw new InvariantException("an effect belongs to a leaf that registers no governance");
    }
}
