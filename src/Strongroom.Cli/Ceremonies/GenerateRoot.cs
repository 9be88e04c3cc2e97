using Strongroom.Ceremonies;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A new root: HKDF-SHA-512 of the machine's chance, each planned token's, and the dice, so that any one of
/// them would be enough.
/// </summary>
internal static class GenerateRoot
{
    private const int RollsMin = 50; // 129 bits, beside the machine's own 512
    private const int RollsMax = 512;

    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        PresentToken[] tokens = table.Tools.FindPlanned(table.Plan, out refusal);
        if (refusal is not null) return null;
        using SecretBytes dice = Terminal.AskSecret("  the rolls, as digits, unseen:", RollsMax);
        using SecretLease rolls = dice.Open();
        bool areRolls = dice.Length >= RollsMin && !rolls.Span.ContainsAnyExceptInRange((byte)'1', (byte)'6');
        refusal = areRolls ? null : PerformRefusals.Dice(RollsMin);
        if (refusal is not null) return null;
        int drawn = (1 + tokens.Length) * TokenRandom.DrawBytes;
        using SecretBytes chance = SecretBytes.New(drawn + dice.Length, out Span<byte> input);
        RandomBytes.Fill(input[..TokenRandom.DrawBytes]);
        for (int i = 0; i < tokens.Length; i++)
        {
            using SecretBytes draw = TokenRandom.Draw(tokens[i].Connection);
            using SecretLease bytes = draw.Open();
            bytes.Span.CopyTo(input[((i + 1) * TokenRandom.DrawBytes)..]);
        }

        rolls.Span.CopyTo(input[drawn..]);
        SecretBytes root = table.Keep(SecretBytes.New(SealedSeed.SeedBytes, out Span<byte> seed));
        byte[] salt = table.Transcript.Intent.Digest.ToBytes();
        Hkdf.DeriveSha512(input, salt, "strongroom/ceremony-root/v1"u8, seed);
        CanonicalObject facts = CanonicalObject.Of(
            ("rolls", dice.Length), ("root", RootName.Of(root).ToString()));
        if (table.Plan.Root is { } old) facts = facts.With("replaces", old.ToString());
        return tokens.Length == 0
            ? facts
            : facts.With("tokens", CanonicalArray.OfTexts(tokens.Select(token => token.Serial)));
    }
}
