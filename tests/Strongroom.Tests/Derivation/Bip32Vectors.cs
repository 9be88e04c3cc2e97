using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Derivation;

public sealed class Bip32Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Derivation_and_serialisation_agree_with_bip_32() =>
        VectorFiles.RunJson("bitcoin", "bip32*.json", output, root =>
        {
            int cases = 0;
            if (!root.TryGetProperty("valid", out JsonElement valid)) return cases; // bip322 and others
            foreach (JsonElement vector in valid.EnumerateArray())
            {
                using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(vector.Hex("seed"));
                foreach (JsonElement chain in vector.GetProperty("chains").EnumerateArray())
                {
                    CheckChain(master, chain);
                    cases++;
                }
            }

            foreach (JsonElement invalid in root.GetProperty("invalid").EnumerateArray())
            {
                string text = invalid.GetProperty("key").GetString()!;
                string reason = invalid.GetProperty("reason").GetString()!;
                ExtendedPublicKey.TryParse(text, ExtendedKeyVersion.Mainnet, out _).ShouldBeFalse(reason);
                ExtendedPrivateKey.TryParse(text, ExtendedKeyVersion.Mainnet, out _).ShouldBeFalse(reason);
                cases++;
            }

            return cases;
        });

    private static void CheckChain(ExtendedPrivateKey master, JsonElement chain)
    {
        string publicText = chain.GetProperty("xpub").GetString()!;
        string privateText = chain.GetProperty("xprv").GetString()!;
        DerivationPath.TryParse(chain.GetProperty("path").GetString(), out DerivationPath? path).ShouldBeTrue();
        ExtendedPrivateKey key = path.Depth == 0 ? master : master.Derive(path);
        key.Text().ShouldBe(privateText);
        key.ToPublic().ToText(ExtendedKeyVersion.Mainnet).ShouldBe(publicText);
        ExtendedPrivateKey.TryParse(privateText, ExtendedKeyVersion.Mainnet, out ExtendedPrivateKey? parsed)
            .ShouldBeTrue();
        parsed.Text().ShouldBe(privateText);
        ExtendedPublicKey.TryParse(publicText, ExtendedKeyVersion.Mainnet, out ExtendedPublicKey? parsedPublic)
            .ShouldBeTrue();
        parsedPublic.ToText(ExtendedKeyVersion.Mainnet).ShouldBe(publicText);
        CheckPublicDerivation(master, path, publicText);
    }

    private static void CheckPublicDerivation(ExtendedPrivateKey master, DerivationPath path, string expected)
    {
        if (path.Depth < 2 || path.Numbers[^1] > DerivationPath.IndexMax) return;
        using ExtendedPrivateKey parent = master.Derive(DerivationPath.FromNumbers(path.Numbers[..^1]));
        parent.ToPublic().TryDerive(path.Numbers[^1], out ExtendedPublicKey? child).ShouldBeTrue();
        child.ToText(ExtendedKeyVersion.Mainnet).ShouldBe(expected);
    }
}
