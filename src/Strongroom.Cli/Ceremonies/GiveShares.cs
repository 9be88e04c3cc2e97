using Strongroom.Ceremonies;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>The root split for the custodians, handed over one at a time, and rebuilt from it.</summary>
internal static class GiveShares
{
    internal static CanonicalObject? Act(CeremonySecrets table, int index, out Refusal? refusal)
    {
        CeremonyPlan plan = table.Plan;
        if (table.Shares.Count == 0)
        {
            SplitPlan split = SplitPlan.Of(plan.Threshold, plan.Custodians.Length);
            using SecretLease root = table.Root!.Open();
            table.Shares.AddRange(SharedSecret.Split(root.Span, [], split));
        }

        refusal = null;
        PlannedCustodian custodian = plan.Custodians[index];
        SecretShare share = table.Shares[index];
        if (custodian.Recipient is null)
        {
            bool isRight = WriteOnPaper(share);
            refusal = isRight ? null : PerformRefusals.PaperDiffers();
            return isRight ? CanonicalObject.Of(("number", index + 1), ("paper", true)) : null;
        }

        string name = $"share-{index + 1}-{custodian.Person}.age";
        Digest hash = table.Folder.Add(name, ShareFile.Encrypt(share, custodian.Recipient));
        return CanonicalObject.Of(
            ("file", name), ("number", index + 1), ("recipient", custodian.Recipient.ToString()),
            ("sha256", hash.ToString()));
    }

    internal static CanonicalObject? Check(CeremonySecrets table, out Refusal? refusal)
    {
        if (!BringShares.TryRebuild(table, out SecretBytes? root, out refusal)) return null;
        using SecretBytes rebuilt = root!;
        Digest name = RootName.Of(rebuilt);
        refusal = name == RootName.Of(table.Root!) ? null : PerformRefusals.RootDiffers();
        return refusal is null ? CanonicalObject.Of(("root", name.ToString())) : null;
    }

    /// <summary>
    /// What was written down is typed back, so that a slip shows today and not at a restore.
    /// </summary>
    internal static bool WriteOnPaper(SecretShare share)
    {
        using SecretBytes words = SharePhrase.ToWords(share);
        using SecretLease text = words.Open();
        Terminal.ShowAlone(text.Span);
        for (int attempt = 0; attempt < CeremonySecrets.Attempts; attempt++)
        {
            using SecretBytes typed = Terminal.AskSecret("  the words from the paper, unseen:",
                SharePhrase.PhraseBytesMax);
            using SecretBytes tidy = Terminal.Tidy(typed);
            if (tidy.FixedTimeEquals(text.Span)) return true;
            Terminal.Say("  that is not the share; look at the paper again");
        }

        return false;
    }
}
