using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.SecretSharing;

public sealed class Slip39Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Shares_give_the_secret_and_the_master_key_of_the_standard_or_are_refused() =>
        VectorFiles.RunJson("slip39", "*vectors*.json", output, root =>
        {
            foreach (JsonElement test in root.EnumerateArray()) Check(test);
            return root.GetArrayLength();
        });

    [VectorFact]
    public void Shares_are_written_back_as_they_were_read() =>
        VectorFiles.RunJson("slip39", "*vectors*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                if (test[2].GetString()!.Length == 0) continue;
                foreach (JsonElement phrase in test[1].EnumerateArray())
                {
                    byte[] words = Encoding.ASCII.GetBytes(phrase.GetString()!);
                    SharePhrase.TryParse(words, 1, out SecretShare? share, out _).ShouldBeTrue();
                    using SecretShare owned = share;
                    using SecretBytes written = SharePhrase.ToWords(share);
                    written.FixedTimeEquals(words).ShouldBeTrue(test[0].GetString());
                    cases++;
                }
            }

            return cases;
        });

    [VectorFact]
    public void The_secrets_of_the_standard_come_back_from_new_shares() =>
        VectorFiles.RunJson("slip39", "*vectors*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                byte[] secret = Convert.FromHexString(test[2].GetString()!);
                if (secret.Length == 0) continue;
                ShareTexts.RoundTrip(secret, "TREZOR", SplitPlan.Of(2, 3)).ShouldBe(secret, test[0].GetString());
                cases++;
            }

            return cases;
        });

    [VectorFact]
    public void The_words_are_those_of_the_standard() =>
        VectorFiles.RunFiles("wordlists", "slip39-english*.txt", output, path =>
        {
            string[] words = File.ReadAllLines(path);
            words.Length.ShouldBe(ShareWords.Count);
            Span<byte> letters = stackalloc byte[ShareWords.LettersMax];
            for (int index = 0; index < words.Length; index++)
            {
                int length = ShareWords.Write(index, letters);
                Encoding.ASCII.GetString(letters[..length]).ShouldBe(words[index]);
                ShareWords.IndexOf(letters[..length]).ShouldBe(index);
            }

            return words.Length;
        });

    private static void Check(JsonElement test)
    {
        string name = test[0].GetString()!;
        string[] phrases = [.. test[1].EnumerateArray().Select(phrase => phrase.GetString()!)];
        string expected = test[2].GetString()!;
        byte[]? secret = ShareTexts.Combine(phrases, "TREZOR", out _);
        if (expected.Length == 0)
        {
            secret.ShouldBeNull(name);
            return;
        }

        Convert.ToHexStringLower(secret.ShouldNotBeNull(name)).ShouldBe(expected, name);
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(secret);
        Strongroom.Tests.Derivation.DerivationTexts.Text(master).ShouldBe(test[3].GetString(), name);
    }
}
