using Strongroom.Ceremonies;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A root that was made elsewhere: BIP-39 words, or the shares of another set (SLIP-39, one group). A wrong
/// passphrase gives another root and cannot be noticed, unless the plan names the root.
/// </summary>
internal static class ImportRoot
{
    private const int PassphraseBytesMax = 256;

    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        CanonicalObject? facts = table.Plan.Source == RootSource.Words
            ? TakeWords(table, out refusal)
            : TakeShares(table, out refusal);
        if (facts is null) return null;
        CanonicalObject? root = table.CompareRoot(table.Root!, out refusal);
        return root is null ? null : facts.With("root", RootName.Of(table.Root!).ToString());
    }

    private static CanonicalObject? TakeWords(CeremonySecrets table, out Refusal? refusal)
    {
        refusal = PerformRefusals.Words();
        for (int attempt = 0; attempt < CeremonySecrets.Attempts; attempt++)
        {
            using SecretBytes typed = Terminal.AskSecret("  the words, unseen:", Mnemonic.PhraseBytesMax);
            using SecretBytes words = Terminal.Tidy(typed);
            using SecretLease text = words.Open();
            if (!Mnemonic.TryToEntropy(text.Span, out SecretBytes? entropy))
            {
                Terminal.Say($"  refused: {refusal}");
                continue;
            }

            entropy.Dispose();
            using SecretBytes passphrase = AskPassphrase(out bool isGiven);
            using SecretLease phrase = passphrase.Open();
            table.Keep(MnemonicSeed.Derive(text.Span, isGiven ? phrase.Span : []));
            refusal = null;
            return CanonicalObject.Of(
                ("passphrase", isGiven), ("source", "words"), ("words", text.Span.Count((byte)' ') + 1));
        }

        return null;
    }

    private static CanonicalObject? TakeShares(CeremonySecrets table, out Refusal? refusal)
    {
        List<SecretShare> shares = [];
        try
        {
            do
            {
                refusal = BringShares.TryAsk(shares);
                if (refusal is not null) return null;
                bool isPlain = shares[0].Set.GroupCount == 1;
                refusal = isPlain ? null : PerformRefusals.ShareGroups();
                if (!isPlain) return null;
                Terminal.Say($"  {shares.Count} of {shares[0].Place.MemberThreshold} shares");
            }
            while (shares.Count < shares[0].Place.MemberThreshold);

            using SecretBytes passphrase = AskPassphrase(out bool isGiven);
            using SecretLease phrase = passphrase.Open();
            bool isRebuilt = SharedSecret.TryCombine(
                shares, isGiven ? phrase.Span : [], out SecretBytes? root, out ShareFault? fault);
            refusal = fault is null ? null : ShareRefusals.Of(fault);
            if (!isRebuilt) return null;
            table.Keep(root!);
            refusal = root!.Length == SealedSeed.SeedBytes ? null : PerformRefusals.SeedLength();
            return refusal is not null ? null : CanonicalObject.Of(
                ("passphrase", isGiven), ("set", shares[0].Set.Identifier), ("shares", shares.Count),
                ("source", "shares"));
        }
        finally
        {
            foreach (SecretShare share in shares) share.Dispose();
        }
    }

    private static SecretBytes AskPassphrase(out bool isGiven)
    {
        SecretBytes typed = Terminal.AskSecret(
            "  the passphrase, unseen, or Enter for none:", PassphraseBytesMax);
        isGiven = !typed.FixedTimeEquals([0]);
        return typed;
    }
}
