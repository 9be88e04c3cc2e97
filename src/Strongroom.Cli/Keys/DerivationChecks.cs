using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Keys;

/// <summary>
/// What the kit asks of a token that derives keys: BIP-32 on secp256k1, SLIP-10 on P-256 and Ed25519. The
/// numbers are the vendor's, from --mechanisms; without them every line is absent.
/// </summary>
internal sealed class DerivationChecks(TokenConnection token, MechanismProfile profile, string label)
{
    private const string Untried = "never tried on hardware by its makers";
    private const int ChildrenTried = 20;
    private const int DigestBytes = 32;

    internal void Fill(ConformanceReport report)
    {
        foreach (TokenCurve curve in new[] { TokenCurve.Secp256k1, TokenCurve.P256, TokenCurve.Ed25519 })
        {
            string name = curve == TokenCurve.Secp256k1 ? "BIP-32" : $"SLIP-10 {curve}";
            TokenRoot? root = null;
            report.Check($"{name}: root born, seed forgotten", () =>
            {
                KeyName wanted = new(RandomBytes.Create(TokenKeyPair.IdBytes), label);
                root = TokenRoot.Generate(token, profile, wanted, curve);
                return $"public key {Convert.ToHexStringLower(root.PublicKey.Encoded)[..18]}…; {Untried}";
            });
            if (root is null) continue;
            if (curve == TokenCurve.Secp256k1)
                report.Check("BIP-32: child known from public parts", () => Prove(root));
            report.Check($"{name}: children sign, verified here", () => Sign(root));
        }
    }

    private static string Prove(TokenRoot root)
    {
        root.Prove();
        ExtendedPublicKey shown = root.ExportPublic([DerivationPath.HardenedOffset + 44]);
        string text = shown.ToText(ExtendedKeyVersion.Mainnet);
        return $"m/44' is {text[..16]}…";
    }

    /// <summary>Hardened children: all that SLIP-10 knows on Ed25519.</summary>
    private static string Sign(TokenRoot root)
    {
        for (uint i = 0; i < ChildrenTried; i++)
        {
            uint[] path = [DerivationPath.HardenedOffset + i, DerivationPath.HardenedOffset];
            root.Sign(path, root.NodeAt(path).PublicKey, RandomBytes.Create(DigestBytes), out _);
        }

        return $"{ChildrenTried} of {ChildrenTried}";
    }
}
