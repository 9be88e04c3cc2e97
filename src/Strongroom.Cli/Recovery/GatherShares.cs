using System.Diagnostics.CodeAnalysis;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// The root from its shares: first the share files, then words typed unseen at the terminal until the shares
/// themselves say that they are enough.
/// </summary>
internal static class GatherShares
{
    private const int SharesMax = 16;

    internal static bool TryRun(
        string[] files, string[] keys,
        [NotNullWhen(true)] out RebuiltRoot? root, [NotNullWhen(false)] out Refusal? refusal)
    {
        root = null;
        List<SecretShare> shares = [];
        try
        {
            refusal = files.Length == keys.Length ? ReadFiles(files, keys, shares) : ShareRefusals.KeyFile();
            if (refusal is not null) return false;
            while (ShareCheck.Find(shares) is { Kind: ShareFaultKind.TooFew } && Terminal.IsThere
                && shares.Count < SharesMax)
            {
                refusal = Ask(shares);
                if (refusal is not null) return false;
            }

            if (SharedSecret.TryCombine(shares, [], out SecretBytes? seed, out ShareFault? fault))
            {
                using SecretBytes owned = seed;
                root = new RebuiltRoot(owned);
                return true;
            }

            refusal = ShareRefusals.Of(fault);
            return false;
        }
        finally
        {
            foreach (SecretShare share in shares) share.Dispose();
        }
    }

    private static Refusal? ReadFiles(string[] files, string[] keys, List<SecretShare> shares)
    {
        for (int i = 0; i < files.Length; i++)
        {
            if (!ShareFile.TryOpen(files[i], keys[i], out SecretBytes? words, out Refusal? refusal))
                return refusal;
            using SecretBytes owned = words;
            refusal = Take(owned, shares);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private static Refusal? Ask(List<SecretShare> shares)
    {
        Terminal.Say($"share {shares.Count + 1}");
        using SecretBytes typed = Terminal.AskSecret("  the words, unseen:", SharePhrase.PhraseBytesMax);
        using SecretBytes words = Terminal.Tidy(typed);
        return Take(words, shares);
    }

    private static Refusal? Take(SecretBytes words, List<SecretShare> shares)
    {
        using SecretLease text = words.Open();
        int number = shares.Count + 1;
        if (!SharePhrase.TryParse(text.Span, number, out SecretShare? share, out ShareFault? fault))
            return ShareRefusals.Of(fault);
        shares.Add(share);
        fault = ShareCheck.FindBeside(shares, number - 1);
        return fault is null ? null : ShareRefusals.Of(fault);
    }
}
