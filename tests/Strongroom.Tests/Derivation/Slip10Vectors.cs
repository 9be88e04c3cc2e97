using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Derivation;

public sealed class Slip10Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Derivation_agrees_with_slip_10() =>
        VectorFiles.RunJson("slip10", "slip10-vectors*.json", output, root =>
            Run(root, "secp256k1", CheckSecp256k1) + Run(root, "nist256p1", CheckP256)
            + Run(root, "ed25519", CheckEd25519));

    private static int Run(JsonElement root, string curve, Action<byte[], DerivationPath, JsonElement> check)
    {
        if (!root.TryGetProperty(curve, out JsonElement vectors)) return 0;
        int cases = 0;
        foreach (JsonElement vector in vectors.EnumerateArray())
        {
            byte[] seed = vector.Hex("seed");
            check(seed, DerivationPath.Root, vector.GetProperty("master"));
            cases++;
            foreach (JsonElement node in vector.GetProperty("der_paths").EnumerateArray())
            {
                DerivationPath.TryParse(node.GetProperty("path").GetString(), out DerivationPath? path)
                    .ShouldBeTrue();
                check(seed, path, node);
                cases++;
            }
        }

        return cases;
    }

    private static void CheckSecp256k1(byte[] seed, DerivationPath path, JsonElement node)
    {
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(seed);
        ExtendedPrivateKey key = path.Depth == 0 ? master : master.Derive(path);
        using (SecretLease lease = key.Key.Open()) lease.Span.ToArray().ShouldBe(node.Hex("priv_key"));
        key.ChainCode.ToArray().ShouldBe(node.Hex("chain_code"));
        key.Key.PublicKey.ToCompressed().ShouldBe(node.Hex("pub_key"));
        key.ParentFingerprint.ShouldBe(Convert.ToUInt32(node.GetProperty("parent_fprint").GetString(), 16));
        key.Text().ShouldBe(node.GetProperty("ex_priv").GetString());
        key.ToPublic().ToText(ExtendedKeyVersion.Mainnet).ShouldBe(node.GetProperty("ex_pub").GetString());
    }

    private static void CheckP256(byte[] seed, DerivationPath path, JsonElement node)
    {
        using Slip10P256Key master = Slip10P256Key.FromSeed(seed);
        Slip10P256Key key = path.Depth == 0 ? master : master.Derive(path);
        using (SecretLease lease = key.Key.Open()) lease.Span.ToArray().ShouldBe(node.Hex("priv_key"));
        key.ChainCode.ToArray().ShouldBe(node.Hex("chain_code"));
        key.Key.PublicKey.ToCompressed().ShouldBe(node.Hex("pub_key"));
    }

    private static void CheckEd25519(byte[] seed, DerivationPath path, JsonElement node)
    {
        using Slip10Ed25519Key master = Slip10Ed25519Key.FromSeed(seed);
        Slip10Ed25519Key key = path.Depth == 0 ? master : master.Derive(path);
        byte[] expected = [.. node.Hex("priv_key"), .. node.Hex("chain_code")];
        using (SecretLease lease = key.Open()) lease.Span.ToArray().ShouldBe(expected);
        using Ed25519PrivateKey signer = key.ToPrivateKey();
        byte[] prefixed = [0, .. signer.PublicKey];
        prefixed.ShouldBe(node.Hex("pub_key"));
    }
}
