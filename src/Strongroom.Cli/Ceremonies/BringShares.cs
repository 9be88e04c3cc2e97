using Strongroom.Ceremonies;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>Shares that are brought back, one at a time, and the root that they rebuild.</summary>
internal static class BringShares
{
    internal static CanonicalObject? Collect(CeremonySecrets table, out Refusal? refusal)
    {
        refusal = TryAsk(table.Shares);
        return refusal is null ? CanonicalObject.Of(("number", NumberOf(table.Shares[^1]))) : null;
    }

    /// <summary>The same with what a certificate of destruction says of the share.</summary>
    internal static CanonicalObject? Surrender(
        CeremonySecrets table, PlannedCustodian custodian, out Refusal? refusal)
    {
        refusal = TryAsk(table.Shares);
        if (refusal is not null) return null;
        SecretShare share = table.Shares[^1];
        return CanonicalObject.Of(
            ("country", custodian.Country.ToString()), ("custodian", custodian.Person.ToString()),
            ("form", custodian.Recipient is null ? "paper" : "file"), ("number", NumberOf(share)),
            ("set", share.Set.Identifier), ("site", custodian.Site));
    }

    /// <summary>
    /// The root of the shares, compared with the plan; forgotten where the purpose needs no more of it.
    /// </summary>
    internal static CanonicalObject? Rebuild(CeremonySecrets table, out Refusal? refusal)
    {
        if (!TryRebuild(table, out SecretBytes? root, out refusal)) return null;
        bool isKept = table.Plan.Purpose is CeremonyPurpose.Return or CeremonyPurpose.AddToken;
        if (isKept) return table.CompareRoot(table.Keep(root!), out refusal);
        using SecretBytes forgotten = root!;
        return table.CompareRoot(forgotten, out refusal);
    }

    /// <summary>
    /// From the first and from the last possible choice of shares: together they use every share, and both
    /// must give the same root.
    /// </summary>
    internal static bool TryRebuild(CeremonySecrets table, out SecretBytes? root, out Refusal? refusal)
    {
        root = null;
        refusal = null;
        int needed = table.Plan.Threshold;
        foreach (int first in (int[])[0, table.Shares.Count - needed])
        {
            bool isRebuilt = SharedSecret.TryCombine(
                table.Shares.GetRange(first, needed), [], out SecretBytes? again, out ShareFault? fault);
            refusal = fault is null ? null : ShareRefusals.Of(fault);
            if (isRebuilt && root is null)
            {
                root = again;
                continue;
            }

            using SecretBytes? second = again;
            bool isSame = isRebuilt && RootName.Of(second!) == RootName.Of(root!);
            if (!isSame) refusal ??= PerformRefusals.RootDiffers();
            if (refusal is null) continue;
            root?.Dispose();
            root = null;
            return false;
        }

        return true;
    }

    /// <summary>
    /// One share more, typed unseen; three attempts, each with the reason why not. Null when it is there.
    /// </summary>
    internal static Refusal? TryAsk(List<SecretShare> shares)
    {
        Refusal? refusal = null;
        for (int attempt = 0; attempt < CeremonySecrets.Attempts; attempt++)
        {
            refusal = TryTake(shares);
            if (refusal is null) return null;
            Terminal.Say($"  refused: {refusal}");
        }

        return refusal;
    }

    private static Refusal? TryTake(List<SecretShare> shares)
    {
        using SecretBytes typed = Terminal.AskSecret("  the words, unseen:", SharePhrase.PhraseBytesMax);
        using SecretBytes words = Terminal.Tidy(typed);
        using SecretLease text = words.Open();
        int number = shares.Count + 1;
        if (!SharePhrase.TryParse(text.Span, number, out SecretShare? share, out ShareFault? fault))
            return ShareRefusals.Of(fault);
        shares.Add(share);
        fault = ShareCheck.FindBeside(shares, number - 1);
        if (fault is null) return null;
        shares.RemoveAt(number - 1);
        share.Dispose();
        return ShareRefusals.Of(fault);
    }

    private static int NumberOf(SecretShare share) => share.Place.Member + 1;
}
