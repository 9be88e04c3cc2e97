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
        "--keystore", "strongroom/keystore/v1, level software");

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
