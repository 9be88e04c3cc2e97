using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Derivation;

public sealed class Bip39Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Phrases_and_seeds_agree_with_trezor_in_every_language() =>
        VectorFiles.RunJson("bip39", "trezor-vectors-*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonProperty language in root.EnumerateObject())
            {
                foreach (JsonElement test in language.Value.EnumerateArray())
                {
                    string phrase = test[1].GetString()!;
                    if (language.Name == "english") CheckWords(Convert.FromHexString(test[0].GetString()!), phrase);
                    using SecretBytes seed = MnemonicSeed.Derive(Encoding.UTF8.GetBytes(phrase), "TREZOR"u8);
                    seed.FixedTimeEquals(Convert.FromHexString(test[2].GetString()!)).ShouldBeTrue(language.Name);
                    using SecretLease lease = seed.Open();
                    using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
                    master.Text().ShouldBe(test[3].GetString());
                    cases++;
                }
            }

            return cases;
        });

    [VectorFact]
    public void Phrases_seeds_and_nodes_agree_with_ethers() =>
        VectorFiles.RunJson("bip39", "ethers-mnemonics-en*.json", output, root =>
        {
            foreach (JsonElement test in root.EnumerateArray())
            {
                string phrase = Encoding.UTF8.GetString(Hex(test, "phrase"));
                CheckWords(Hex(test, "entropy"), phrase);
                using SecretBytes seed = MnemonicSeed.Derive(Hex(test, "phrase"), Hex(test, "password"));
                seed.FixedTimeEquals(Hex(test, "seed")).ShouldBeTrue();
                using SecretLease lease = seed.Open();
                using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
                foreach (JsonElement node in test.GetProperty("nodes").EnumerateArray()) CheckNode(master, node);
            }

            return root.GetArrayLength();
        });

    [VectorFact]
    public void The_english_words_are_those_of_the_standard() =>
        VectorFiles.RunFiles("wordlists", "bip39-english*.txt", output, path =>
        {
            string[] words = File.ReadAllLines(path);
            words.Length.ShouldBe(MnemonicWords.Count);
            for (int index = 0; index < words.Length; index++)
            {
                Encoding.ASCII.GetString(MnemonicWords.At(index)).ShouldBe(words[index]);
                MnemonicWords.IndexOf(Encoding.ASCII.GetBytes(words[index])).ShouldBe(index);
            }

            return words.Length;
        });

    private static void CheckWords(byte[] entropy, string phrase)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(phrase);
        using SecretBytes made = Mnemonic.FromEntropy(entropy);
        made.FixedTimeEquals(utf8).ShouldBeTrue();
        Mnemonic.TryToEntropy(utf8, out SecretBytes? read).ShouldBeTrue();
        read.FixedTimeEquals(entropy).ShouldBeTrue();
        read.Dispose();
    }

    private static void CheckNode(ExtendedPrivateKey master, JsonElement node)
    {
        DerivationPath.TryParse(node.GetProperty("path").GetString(), out DerivationPath? path).ShouldBeTrue();
        ExtendedPrivateKey key = path.Depth == 0 ? master : master.Derive(path);
        key.Text().ShouldBe(node.GetProperty("xpriv").GetString());
        ExtendedPublicKey publicKey = key.ToPublic();
        publicKey.ToText(ExtendedKeyVersion.Mainnet).ShouldBe(node.GetProperty("xpub").GetString());
        publicKey.Fingerprint.ShouldBe(Convert.ToUInt32(node.GetProperty("fingerprint").GetString(), 16));
    }

    private static byte[] Hex(JsonElement test, string name) =>
        Convert.FromHexString(test.GetProperty(name).GetString()![2..]);
}
