using System.Buffers.Binary;
using System.Text.Json;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Encodings;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Derivation;

/// <summary>Account and chain keys of many coins, and addresses where they need nothing but a hash.</summary>
public sealed class Bip44Vectors(ITestOutputHelper output)
{
    // SLIP-44 numbers under the names of the file; Polygon derives as Ethereum does.
    private static readonly Dictionary<string, uint> Coins = new()
    {
        ["BITCOIN"] = 0, ["BITCOIN_TESTNET"] = 1, ["LITECOIN"] = 2, ["DOGECOIN"] = 3, ["DASH"] = 5,
        ["ETHEREUM"] = 60, ["POLYGON"] = 60, ["ETHEREUM_CLASSIC"] = 61, ["COSMOS"] = 118, ["ZCASH"] = 133,
        ["RIPPLE"] = 144, ["BITCOIN_CASH"] = 145, ["STELLAR"] = 148, ["TRON"] = 195, ["ALGORAND"] = 283,
        ["SOLANA"] = 501, ["NEAR_PROTOCOL"] = 397, ["BINANCE_CHAIN"] = 714, ["TEZOS"] = 1729,
    };

    private static readonly HashSet<string> Ed25519Coins =
        ["ALGORAND", "SOLANA", "STELLAR", "NEAR_PROTOCOL", "TEZOS"];

    private static readonly Dictionary<string, byte> Base58Prefixes = new()
    {
        ["BITCOIN"] = 0x00, ["BITCOIN_TESTNET"] = 0x6f, ["LITECOIN"] = 0x30, ["DOGECOIN"] = 0x1e, ["DASH"] = 0x4c,
    };

    private static readonly HashSet<string> EthereumLike = ["ETHEREUM", "POLYGON", "ETHEREUM_CLASSIC"];

    [VectorFact]
    public void Keys_and_plain_addresses_agree_with_bip_utils() =>
        VectorFiles.RunJson("slip10", "bip44-coins*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                string name = test.GetProperty("coin").GetString()!;
                if (!Coins.TryGetValue(name, out uint coin))
                {
                    output.WriteLine($"not applicable: {name} has no SLIP-44 number in this test");
                    continue;
                }

                if (Ed25519Coins.Contains(name)) CheckEd25519(test, coin);
                else CheckSecp256k1(test, name, coin);
                cases++;
            }

            return cases;
        });

    private static void CheckSecp256k1(JsonElement test, string name, uint coin)
    {
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(test.Hex("seed"));
        JsonElement account = test.GetProperty("account");
        ExtendedKeyVersion version = new(
            VersionOf(account.GetProperty("ex_pub").GetString()!),
            VersionOf(account.GetProperty("ex_priv").GetString()!));
        master.Text(version).ShouldBe(test.GetProperty("ex_master").GetString());
        DerivationPath accountPath = DerivationPath.Root.Hardened(44).Hardened(coin).Hardened(0);
        using ExtendedPrivateKey accountKey = master.Derive(accountPath);
        CheckTexts(account, accountKey, version);
        using ExtendedPrivateKey chainKey = accountKey.Derive(0);
        CheckTexts(test.GetProperty("chain_ext"), chainKey, version);
        CheckAddresses(test, name, chainKey.ToPublic());
    }

    private static void CheckTexts(JsonElement expected, ExtendedPrivateKey key, ExtendedKeyVersion version)
    {
        key.Text(version).ShouldBe(expected.GetProperty("ex_priv").GetString());
        key.ToPublic().ToText(version).ShouldBe(expected.GetProperty("ex_pub").GetString());
    }

    private static void CheckAddresses(JsonElement test, string name, ExtendedPublicKey chain)
    {
        uint index = 0;
        foreach (JsonElement address in test.GetProperty("addresses").EnumerateArray())
        {
            chain.TryDerive(index++, out ExtendedPublicKey? child).ShouldBeTrue();
            string expected = address.GetString()!;
            if (EthereumLike.Contains(name)) Ethereum(child.Key).ShouldBe(expected.ToLowerInvariant());
            else if (Base58Prefixes.TryGetValue(name, out byte prefix))
                Bitcoin(child.Key, prefix).ShouldBe(expected);
        }
    }

    private static void CheckEd25519(JsonElement test, uint coin)
    {
        using Slip10Ed25519Key master = Slip10Ed25519Key.FromSeed(test.Hex("seed"));
        DerivationPath path = DerivationPath.Root.Hardened(44).Hardened(coin).Hardened(0);
        using Slip10Ed25519Key account = master.Derive(path);
        byte[] bytes = new byte[78];
        Base58Check.TryDecode(test.GetProperty("account").GetProperty("ex_priv").GetString(), bytes, out _)
            .ShouldBeTrue();
        byte[] expected = [.. bytes[46..], .. bytes[13..45]];
        using SecretLease lease = account.Open();
        lease.Span.ToArray().ShouldBe(expected);
    }

    private static string Ethereum(Secp256k1PublicKey key) =>
        "0x" + Convert.ToHexStringLower(Keccak256.Hash(key.ToUncompressed().AsSpan(1))[12..]);

    private static string Bitcoin(Secp256k1PublicKey key, byte prefix)
    {
        byte[] payload = new byte[21];
        payload[0] = prefix;
        Ripemd160.HashOfSha256(key.ToCompressed(), payload.AsSpan(1));
        return Base58Check.Encode(payload);
    }

    private static uint VersionOf(string text)
    {
        byte[] bytes = new byte[78];
        Base58Check.TryDecode(text, bytes, out _).ShouldBeTrue();
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
