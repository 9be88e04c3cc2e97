namespace Strongroom.Cli.Ceremonies;

/// <summary>What is refused while a ceremony is performed (docs/formats/refusals.md).</summary>
internal static class PerformRefusal
{
    public const string NoTerminal = "ceremony.no-terminal";
    public const string SoftwareDiffers = "ceremony.software-differs";
    public const string StateDiffers = "ceremony.state-differs";
    public const string PlanDiffers = "ceremony.plan-differs";
    public const string Expired = "ceremony.expired";
    public const string KeyDiffers = "ceremony.key-differs";
    public const string Unlock = "ceremony.unlock";
    public const string Keystore = "ceremony.keystore";
    public const string KeystoreChanged = "ceremony.keystore-changed";
    public const string Hsm = "ceremony.hsm";
    public const string TokenAbsent = "ceremony.token-absent";
    public const string TokenDiffers = "ceremony.token-differs";
    public const string TokenRefused = "ceremony.token-refused";
    public const string TokenSealed = "ceremony.token-sealed";
    public const string TooManyTokens = "ceremony.too-many-tokens";
    public const string Trust = "ceremony.trust";
    public const string Receipt = "ceremony.receipt";
    public const string NotApproved = "ceremony.not-approved";
    public const string SuccessorKey = "ceremony.successor-key";
    public const string Words = "ceremony.words";
    public const string ShareGroups = "ceremony.share-groups";
    public const string SeedLength = "ceremony.seed-length";
    public const string PeopleDiffer = "ceremony.people-differ";
    public const string Dice = "ceremony.dice";
    public const string PaperDiffers = "ceremony.paper-differs";
    public const string RootDiffers = "ceremony.root-differs";
    public const string Aborted = "ceremony.aborted";
}

/// <summary>The same as values.</summary>
internal static class PerformRefusals
{
    internal static Refusal NoTerminal() => new(
        PerformRefusal.NoTerminal, "A ceremony is performed at a terminal.", null, "a terminal, no pipe");

    internal static Refusal SoftwareDiffers() => new(
        PerformRefusal.SoftwareDiffers, "This program is another than the plan names.", "plan.software",
        "the program whose hash the plan holds");

    internal static Refusal StateDiffers() => new(
        PerformRefusal.StateDiffers, "The folder holds a ceremony of another plan.", "--out",
        "an empty folder, or the one in which this plan was begun");

    internal static Refusal PlanDiffers() => new(
        PerformRefusal.PlanDiffers, "The transcript follows another plan than the one given.", "--plan");

    internal static Refusal Expired() => new(
        PerformRefusal.Expired, "The plan has expired.", "expiresAt", "a plan that people approve anew");

    internal static Refusal KeyDiffers(string person) => new(
        PerformRefusal.KeyDiffers, $"The key file of {person} does not hold the key that the plan names.",
        "--key");

    internal static Refusal Unlock() => new(
        PerformRefusal.Unlock, "The unlock secret cannot be read.", "--unlock-file",
        "a file of mode 0600 with one line of 8 to 1023 bytes");

    internal static Refusal Keystore() => new(
        PerformRefusal.Keystore, "The keystore does not open with this secret for this institution.",
        "--keystore", "strongroom/keystore/v1 with its secret, or v2 with its tokens");

    internal static Refusal KeystoreChanged() => new(
        PerformRefusal.KeystoreChanged, "The keystore is another than the one that was examined.",
        "--keystore", "the file that was examined");

    internal static Refusal Hsm() => new(
        PerformRefusal.Hsm, "The tokens' settings or PINs cannot be read.", "--hsm",
        "hsm.json, and --pin-file with a file of mode 0600");

    internal static Refusal TokenAbsent(string label) => new(
        PerformRefusal.TokenAbsent, $"The token {label} is not here.", "--hsm", "the tokens of the plan");

    internal static Refusal TokenDiffers(string label) => new(
        PerformRefusal.TokenDiffers, $"The token {label} stands elsewhere than the plan says.", "--hsm",
        "site and country as in the plan");

    internal static Refusal TokenRefused(string words) => new(
        PerformRefusal.TokenRefused, $"A token does not do what is needed: {words}.", "--hsm",
        "a token that the conformance kit found able");

    internal static Refusal TokenSealed(string label) => new(
        PerformRefusal.TokenSealed, $"The root is sealed for the token {label} already.", "plan.tokens",
        "other tokens than the keystore's");

    internal static Refusal TooManyTokens() => new(
        PerformRefusal.TooManyTokens, "The keystore would have more seals than there may be.", "plan.tokens",
        "8 tokens in all");

    internal static Refusal Trust() => new(
        PerformRefusal.Trust, "The journal's key or its witnesses' keys are missing or malformed.",
        "--journal-key", "verifier keys (C2SP vkey)");

    internal static Refusal ReceiptMalformed() => new(
        PerformRefusal.Receipt, "The file is no receipt.", "--approved", "strongroom/receipt/v1");

    internal static Refusal NotApproved() => new(
        PerformRefusal.NotApproved, "The journal does not say that this plan is in force.", "--approved",
        "the receipt of the leaf that brought this plan into force");

    internal static Refusal SuccessorKey() => new(
        PerformRefusal.SuccessorKey, "The new journal would be signed by the old one's key.",
        "plan.succession", "a key that the new Signer made");

    internal static Refusal Words() => new(
        PerformRefusal.Words, "These are not the words of a seed, or one of them is wrong.", null,
        "12 to 24 English words of BIP-39");

    internal static Refusal ShareGroups() => new(
        PerformRefusal.ShareGroups, "The other set has several groups.", null, "a set of one group");

    internal static Refusal SeedLength() => new(
        PerformRefusal.SeedLength, "The shares rebuild no seed of this system.", null, "64 bytes");

    internal static Refusal PeopleDiffer() => new(
        PerformRefusal.PeopleDiffer, "Something was destroyed or has left the room: the same people finish.",
        "--key", "the people who were there");

    internal static Refusal Dice(int rollsMin) => new(
        PerformRefusal.Dice, "These are not enough rolls of a die.", null,
            $"{rollsMin} to 512 digits from 1 to 6");

    internal static Refusal PaperDiffers() => new(
        PerformRefusal.PaperDiffers, "What was typed back is not the share.", null, "the words on the paper");

    internal static Refusal RootDiffers() => new(
        PerformRefusal.RootDiffers, "The root is another than the plan names.", "plan.root");

    internal static Refusal Aborted() => new(
        PerformRefusal.Aborted, "The ceremony was aborted; its files were removed.");
}
