using System.Globalization;
using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A journal that was lost or restored goes on under the next origin. The transcript is the document that its
/// first leaf will rest on: where the old one ended, and whose key signs the new one.
/// </summary>
internal static class SucceedJournal
{
    /// <summary>Against the old journal's key and its witnesses, as everybody was told them.</summary>
    internal static CanonicalObject? Verify(CeremonySecrets table, out Refusal? refusal)
    {
        PlannedSuccession plan = table.Plan.Succession!;
        LogTrust trust = table.Tools.Trust!;
        refusal = trust.Check(plan.Last, out IReadOnlyList<Cosignature> cosignatures);
        bool isNewKey = !trust.Log.PublicKey.SequenceEqual(plan.Successor.PublicKey);
        if (!isNewKey) refusal ??= PerformRefusals.SuccessorKey();
        if (refusal is not null) return null;
        Checkpoint last = plan.Last.Checkpoint;
        return CanonicalObject.Of(
            ("cosignatures", CanonicalArray.OfTexts(cosignatures.Select(one => one.Witness.Name))),
            ("origin", last.Origin), ("root", last.Root.ToString()),
            ("size", last.Size.ToString(CultureInfo.InvariantCulture)));
    }

    internal static CanonicalObject Name(CeremonySecrets table)
    {
        NoteKey key = table.Plan.Succession!.Successor;
        Terminal.Say($"  new journal key {key}");
        return CanonicalObject.Of(("journalKey", key.ToString()), ("origin", key.Name));
    }
}
