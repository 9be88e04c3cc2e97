using Strongroom.Ceremonies;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The steps that touch secrets: the root and its shares live here, in locked memory, from the first such
/// step to the last. What they return are public facts for the transcript.
/// </summary>
internal sealed class CeremonySecrets(Transcript transcript, CeremonyFolder folder, CeremonyTools tools)
    : IDisposable
{
    private const int RollsMin = 50; // 129 bits, beside the machine's own 512
    private const int RollsMax = 512;
    private const int Attempts = 3;

    private readonly List<SecretShare> _shares = [];
    private SecretBytes? _root;

    private CeremonyPlan Plan => transcript.Plan;

    /// <summary>The step's facts, or null and why not.</summary>
    internal CanonicalObject? Act(CeremonyStep step, out Refusal? refusal)
    {
        switch (step.Id)
        {
            case CeremonySteps.Generate: return Generate(out refusal);
            case CeremonySteps.Open: return Open(out refusal);
            case CeremonySteps.Check: return Check(out refusal);
            case CeremonySteps.Seal: return Seal(out refusal);
            case CeremonySteps.Root: return Rebuild(out refusal);
            default:
                int index =
                    Array.FindIndex(Plan.Custodians, one => CeremonySteps.ShareOf(one.Person) == step.Id);
                return index >= 0 ? HandOver(index, out refusal) : Collect(out refusal);
        }
    }

    public void Dispose()
    {
        _root?.Dispose();
        foreach (SecretShare share in _shares) share.Dispose();
    }

    /// <summary>
    /// HKDF-SHA-512 of the machine's chance and the dice, so that either alone would be enough.
    /// </summary>
    private CanonicalObject? Generate(out Refusal? refusal)
    {
        using SecretBytes dice = Terminal.AskSecret("  the rolls, as digits, unseen:", RollsMax);
        using SecretLease rolls = dice.Open();
        bool areRolls = dice.Length >= RollsMin && !rolls.Span.ContainsAnyExceptInRange((byte)'1', (byte)'6');
        refusal = areRolls ? null : PerformRefusals.Dice(RollsMin);
        if (refusal is not null) return null;
        using SecretBytes chance = SecretBytes.New(SealedSeed.SeedBytes + dice.Length,
            out Span<byte> input);
        RandomBytes.Fill(input[..SealedSeed.SeedBytes]);
        rolls.Span.CopyTo(input[SealedSeed.SeedBytes..]);
        _root = SecretBytes.New(SealedSeed.SeedBytes, out Span<byte> seed);
        Hkdf.DeriveSha512(input, transcript.Intent.Digest.ToBytes(), "strongroom/ceremony-root/v1"u8, seed);
        return CanonicalObject.Of(("rolls", dice.Length), ("root", RootName.Of(_root).ToString()));
    }

    private CanonicalObject? Open(out Refusal? refusal)
    {
        bool isOpen = KeystoreFile.TryOpen(
            tools.Keystore!, tools.Unlock!, transcript.Intent.Institution, out _root, out refusal);
        return isOpen ? CompareRoot(_root!, out refusal) : null;
    }

    private CanonicalObject? HandOver(int index, out Refusal? refusal)
    {
        if (_shares.Count == 0)
        {
            SplitPlan split = SplitPlan.Of(Plan.Threshold, Plan.Custodians.Length);
            using SecretLease root = _root!.Open();
            _shares.AddRange(SharedSecret.Split(root.Span, [], split));
        }

        refusal = null;
        PlannedCustodian custodian = Plan.Custodians[index];
        SecretShare share = _shares[index];
        if (custodian.Recipient is null)
        {
            bool isRight = HandOverOnPaper(share);
            refusal = isRight ? null : PerformRefusals.PaperDiffers();
            return isRight ? CanonicalObject.Of(("number", index + 1), ("paper", true)) : null;
        }

        string name = $"share-{index + 1}-{custodian.Person}.age";
        Digest hash = folder.Add(name, ShareFile.Encrypt(share, custodian.Recipient));
        return CanonicalObject.Of(
            ("file", name), ("number", index + 1), ("recipient", custodian.Recipient.ToString()),
            ("sha256", hash.ToString()));
    }

    /// <summary>
    /// What was written down is typed back, so that a slip shows today and not at a restore.
    /// </summary>
    private static bool HandOverOnPaper(SecretShare share)
    {
        using SecretBytes words = SharePhrase.ToWords(share);
        using SecretLease text = words.Open();
        Terminal.ShowAlone(text.Span);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using SecretBytes typed = Terminal.AskSecret("  the words from the paper, unseen:",
                SharePhrase.PhraseBytesMax);
            using SecretBytes tidy = Terminal.Tidy(typed);
            if (tidy.FixedTimeEquals(text.Span)) return true;
            Terminal.Say("  that is not the share; look at the paper again");
        }

        return false;
    }

    /// <summary>
    /// The first and the last possible choice of shares: together they use every share's polynomial.
    /// </summary>
    private CanonicalObject? Check(out Refusal? refusal)
    {
        foreach (int first in (int[])[0, _shares.Count - Plan.Threshold])
        {
            bool isRebuilt = SharedSecret.TryCombine(
                _shares.GetRange(first, Plan.Threshold), [], out SecretBytes? again, out ShareFault? fault);
            refusal = fault is null ? null : ShareRefusals.Of(fault);
            if (!isRebuilt) return null;
            using SecretBytes rebuilt = again!;
            if (RootName.Of(rebuilt) != RootName.Of(_root!)) refusal = PerformRefusals.RootDiffers();
            if (refusal is not null) return null;
        }

        refusal = null;
        return CanonicalObject.Of(("root", RootName.Of(_root!).ToString()));
    }

    private CanonicalObject? Seal(out Refusal? refusal)
    {
        refusal = null;
        byte[] genesis = transcript.Intent.Institution.ToBytes();
        byte[] file = SealedSeed.Seal(_root!, tools.Unlock!, genesis, tools.Cost).ToBytes();
        Digest hash = folder.Add(CeremonyFolder.Keystore, file);
        return CanonicalObject.Of(("file", CeremonyFolder.Keystore), ("sha256", hash.ToString()));
    }

    private CanonicalObject? Collect(out Refusal? refusal)
    {
        refusal = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            refusal = TryCollect();
            if (refusal is null)
                return CanonicalObject.Of(("number", _shares[^1].Place.Member + 1));
            Terminal.Say($"  refused: {refusal}");
        }

        return null;
    }

    private Refusal? TryCollect()
    {
        using SecretBytes typed = Terminal.AskSecret("  the words, unseen:", SharePhrase.PhraseBytesMax);
        using SecretBytes words = Terminal.Tidy(typed);
        using SecretLease text = words.Open();
        int number = _shares.Count + 1;
        if (!SharePhrase.TryParse(text.Span, number, out SecretShare? share, out ShareFault? fault))
            return ShareRefusals.Of(fault);
        _shares.Add(share);
        fault = ShareCheck.FindBeside(_shares, number - 1);
        if (fault is null) return null;
        _shares.RemoveAt(number - 1);
        share.Dispose();
        return ShareRefusals.Of(fault);
    }

    private CanonicalObject? Rebuild(out Refusal? refusal)
    {
        bool isRebuilt = SharedSecret.TryCombine(_shares, [], out SecretBytes? root, out ShareFault? fault);
        refusal = fault is null ? null : ShareRefusals.Of(fault);
        if (!isRebuilt) return null;
        using SecretBytes rebuilt = root!;
        return CompareRoot(rebuilt, out refusal);
    }

    private CanonicalObject? CompareRoot(SecretBytes root, out Refusal? refusal)
    {
        Digest name = RootName.Of(root);
        refusal = name == Plan.Root ? null : PerformRefusals.RootDiffers();
        return refusal is null ? CanonicalObject.Of(("root", name.ToString())) : null;
    }
}
