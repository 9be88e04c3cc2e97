using Strongroom.Ceremonies;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A dedicated root given to its client: as one SLIP-39 share that is enough alone, in a file for the
/// client's key or on paper. The client's signature under the transcript is the receipt.
/// </summary>
internal static class ReturnRoot
{
    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        refusal = null;
        PlannedReceiver receiver = table.Plan.Receiver!;
        using SecretShare whole = Whole(table.Root!);
        CanonicalObject facts = CanonicalObject.Of(
            ("client", table.Plan.Client!.Value.ToString()), ("root", RootName.Of(table.Root!).ToString()));
        table.Folder.MarkFinal();
        if (receiver.Recipient is null)
        {
            bool isRight = GiveShares.WriteOnPaper(whole);
            refusal = isRight ? null : PerformRefusals.PaperDiffers();
            return isRight ? facts.With("paper", true) : null;
        }

        const string Name = "root.age";
        Digest hash = table.Folder.Add(Name, ShareFile.Encrypt(whole, receiver.Recipient));
        return facts.With("file", Name).With("recipient", receiver.Recipient.ToString())
            .With("sha256", hash.ToString());
    }

    private static SecretShare Whole(SecretBytes root)
    {
        using SecretLease seed = root.Open();
        return SharedSecret.Split(seed.Span, [], SplitPlan.Of(1, 1))[0];
    }
}
