using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Keys;

/// <summary>Roots inside a token, against other people's vectors: nothing is derived outside.</summary>
public sealed class TokenRootVectors(ITestOutputHelper output)
{
    private static readonly KeyName _name = new([.. Enumerable.Repeat((byte)7, 16)], "strongroom root test");

    [VectorFact]
    public void Bip_32_vectors_hold_inside_a_token() =>
        VectorFiles.RunJson("bitcoin", "bip32*.json", output, root =>
        {
            int cases = 0;
            if (!root.TryGetProperty("valid", out JsonElement valid)) return cases; // bip322 and others
            using DerivingToken token = new();
            using Pkcs11Module module = Pkcs11Module.Load(token.Module);
            using TokenConnection connection = DerivingToken.Open(module);
            foreach (JsonElement vector in valid.EnumerateArray())
            {
                TokenRoot made = Import(connection, TokenCurve.Secp256k1, vector.Hex("seed"));
                made.Prove();
                foreach (JsonElement chain in vector.GetProperty("chains").EnumerateArray())
                {
                    DerivationPath.TryParse(chain.GetProperty("path").GetString(), out DerivationPath? path).ShouldBeTrue();
                    made.ExportPublic(path.Numbers).ToText(ExtendedKeyVersion.Mainnet)
                        .ShouldBe(chain.GetProperty("xpub").GetString());
                    if (path.Depth > 0) TokenRootTests.SignAt(made, path);
                    cases++;
                }

                made.Destroy();
            }

            return cases;
        });

    [VectorFact]
    public void Slip_10_vectors_hold_inside_a_token() =>
        VectorFiles.RunJson("slip10", "slip10-vectors*.json", output, root =>
        {
            int cases = 0;
            using DerivingToken token = new();
            using Pkcs11Module module = Pkcs11Module.Load(token.Module);
            using TokenConnection connection = DerivingToken.Open(module);
            foreach (JsonProperty curve in root.EnumerateObject())
            {
                if (CurveOf(curve.Name) is not { } wanted) continue; // other curves than the Signer's
                foreach (JsonElement vector in curve.Value.EnumerateArray())
                {
                    TokenRoot made = Import(connection, wanted, vector.Hex("seed"));
                    CheckNode(made.NodeAt([]), vector.GetProperty("master"));
                    List<uint> numbers = [];
                    foreach (JsonElement child in vector.GetProperty("der_paths").EnumerateArray())
                    {
                        numbers.Add(child.GetProperty("index").GetUInt32());
                        CheckNode(made.NodeAt(numbers.ToArray()), child);
                        TokenRootTests.SignAt(made, DerivationPath.FromNumbers(numbers.ToArray()));
                        cases++;
                    }

                    made.Destroy();
                }
            }

            return cases;
        });

    private static TokenRoot Import(TokenConnection connection, TokenCurve curve, byte[] seed)
    {
        using SecretBytes secret = SecretBytes.CopyOf(seed);
        return TokenRoot.Import(connection, DerivingToken.Profile, (_name, curve), secret);
    }

    private static TokenCurve? CurveOf(string name) => name switch
    {
        "ed25519" => TokenCurve.Ed25519,
        "nist256p1" => TokenCurve.P256,
        "secp256k1" => TokenCurve.Secp256k1,
        _ => null,
    };

    private static void CheckNode(TokenNode node, JsonElement expected)
    {
        Convert.ToHexStringLower(node.ChainCode).ShouldBe(expected.GetProperty("chain_code").GetString());
        string key = expected.GetProperty("pub_key").GetString()!;
        string shown = Convert.ToHexStringLower(node.PublicKey.Encoded);
        // Compressed points there, x and y here; SLIP-10 writes a zero byte before those of Ed25519.
        shown.ShouldContain(key[2..]);
    }
}
