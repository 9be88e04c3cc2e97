using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Pkcs11;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Keys;

/// <summary>A Signer whose root and keys never leave tokens that derive, and every keystore against other people's vectors.</summary>
public sealed class DerivedKeystoreTests(ITestOutputHelper output)
{
    private const uint Hardened = DerivationPath.HardenedOffset;

    [Fact]
    public async Task Founds_a_production_institution_and_signs_below_a_root_that_was_born_in_a_token()
    {
        using DerivingToken token = new();
        await using SignerHarness harness = await SignerHarness.StartedAsync(
            Options(token.SettingsOf(DerivingToken.First)) with { Profile = "production" });
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        AccountRecord account = (await harness.Pipeline.AccountAsync(desk.Account, CancellationToken.None)).Must().Account;
        account.Level.ShouldBe(ProtectionLevel.HsmDerived);
        account.Path.ShouldBe("m/44'/60'/0'/0/0");
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        await harness.RestartAsync();
        SignedTransaction signed = (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must().Signed;
        SenderRecovery.TryRecover(signed.Transaction.SigningHash(), signed.Signature, out EthereumAddress sender).ShouldBeTrue();
        sender.ShouldBe(desk.Payer);
        KeystoreFact keystore = harness.Pipeline.Bench.Addresses.Keys.Facts.ShouldHaveSingleItem();
        keystore.Level.ShouldBe(ProtectionLevel.HsmDerived);
        keystore.Root.ShouldBe(account.Root);
        keystore.Tokens.ShouldHaveSingleItem().Serial.ShouldBe("d1");
        string file = File.ReadAllText(new DataFolder(harness.Data).Keystore);
        DerivedRoot.TryParse(System.Text.Encoding.UTF8.GetBytes(file), out DerivedRoot? _).ShouldBeTrue(file);
    }

    [Fact]
    public async Task Goes_on_with_the_other_token_that_holds_the_root()
    {
        using DerivingToken token = new();
        HsmSettings both = token.SettingsOf(DerivingToken.First, DerivingToken.Second);
        await using SignerHarness harness = await SignerHarness.FoundedAsync(Options(both));
        byte[] seed = RandomBytes.Create(64);
        Plant(harness, token, seed, DerivingToken.First, DerivingToken.Second);
        await harness.StartAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        desk.Payer.ShouldBe(AddressOf(seed, 0), "what the seed gives outside");
        harness.Pipeline.Bench.Addresses.Keys.First.Tokens.Count.ShouldBe(2);
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        token.Fail("removed");
        for (int i = 0; i < 4; i++)
        {
            (HttpStatusCode status, JsonElement body) = await HsmKeystoreTests.SignAsync(host, intent);
            status.ShouldBe(HttpStatusCode.OK, body.ToString());
        }

        harness.Pipeline.Status().TokensHealthy.ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_keystore_of_another_institution_another_root_and_a_token_that_cannot_derive()
    {
        using DerivingToken token = new();
        HsmSettings settings = token.SettingsOf(DerivingToken.First);
        await using SignerHarness harness = await SignerHarness.FoundedAsync(Options(settings));
        await using SignerHarness other = await SignerHarness.FoundedAsync(Options(settings));
        string path = new DataFolder(harness.Data).Keystore;
        DerivedRoot.TryParse(File.ReadAllBytes(path), out DerivedRoot? own).ShouldBeTrue();
        DerivedRoot.TryParse(File.ReadAllBytes(new DataFolder(other.Data).Keystore), out DerivedRoot? foreign).ShouldBeTrue();
        (await RefusedAsync(harness, foreign)).ShouldBe(SignerRefusal.KeystoreOtherGenesis);
        (await RefusedAsync(harness, own with { Id = foreign.Id })).ShouldBe(SignerRefusal.KeystoreSealed);
        (await RefusedAsync(harness, own with { PublicKey = foreign.PublicKey })).ShouldBe(SignerRefusal.KeystoreSealed);
        (await RefusedAsync(harness, own with { Level = "hsm-wrapped" })).ShouldBe(SignerRefusal.KeystoreMalformed);
        HsmSettings plain = settings with { Tokens = [settings.Tokens[0] with { Mechanisms = null }] };
        await using SignerHarness lacking = await SignerHarness.PreparedAsync(Options(plain));
        lacking.Found(lacking.Data, lacking.SignedFounding())!.Code.ShouldBe(SignerRefusal.TokenRefused);
    }

    [TokenFact]
    public void Every_keystore_that_derives_agrees_with_vectors_of_64_byte_seeds()
    {
        TestTokens.Loaded.ShouldNotBeNull();
        VectorFiles.RunJson("slip10", "bip44-coins*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement coin in root.EnumerateArray())
            {
                if (coin.GetProperty("coin").GetString() is not ("ETHEREUM" or "POLYGON")) continue;
                string[] addresses = [.. coin.GetProperty("addresses").EnumerateArray().Select(one => one.GetString()!)];
                CheckKeystores(coin.Hex("seed"), null, addresses);
                cases += 3 * addresses.Length;
            }

            return cases;
        });
        VectorFiles.RunJson("bitcoin", "bip32*.json", output, root =>
        {
            int cases = 0;
            if (!root.TryGetProperty("valid", out JsonElement valid)) return cases;
            foreach (JsonElement vector in valid.EnumerateArray())
            {
                if (vector.Hex("seed").Length != 64) continue; // the keystores hold seeds of 64 bytes
                string text = vector.GetProperty("chains")[0].GetProperty("xpub").GetString()!;
                ExtendedPublicKey.TryParse(text, ExtendedKeyVersion.Mainnet, out ExtendedPublicKey? master).ShouldBeTrue();
                CheckKeystores(vector.Hex("seed"), Digest.FromBytes(MasterKeyName.Of(master.Key)), []);
                cases += 3;
            }

            return cases;
        });
    }

    /// <summary>Software, hsm-wrapped and hsm-derived, one after the other, from the same seed.</summary>
    private static void CheckKeystores(byte[] seed, Digest? root, string[] addresses)
    {
        using DerivingToken token = new();
        byte[] genesis = RandomBytes.Create(32);
        using Keystore software = Software(seed, genesis), wrapped = Wrapped(seed, genesis);
        using Keystore derived = Derived(seed, genesis, token);
        foreach (Keystore keystore in new[] { software, wrapped, derived })
        {
            keystore.Root.ShouldBe(root ?? software.Root);
            for (uint i = 0; i < 3; i++)
            {
                using AccountKey key = keystore.Derive([Hardened + i, 0, i]), same = software.Derive([Hardened + i, 0, i]);
                key.Address.ShouldBe(same.Address);
            }

            for (uint i = 0; i < addresses.Length; i++)
            {
                using AccountKey key = keystore.Derive([Hardened, 0, i]);
                key.Address.ToString().ShouldBe(addresses[i]);
            }
        }
    }

    private static Keystore.Software Software(byte[] seed, byte[] genesis)
    {
        using SecretBytes secret = SecretBytes.CopyOf(seed), unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        byte[] file = SealedSeed.Seal(secret, unlock, genesis, new Argon2idCost(1, 8)).ToBytes();
        Keystore.Software.TryOpen(file, unlock, genesis, out Keystore.Software? opened, out _).ShouldBeTrue();
        return opened!;
    }

    private static Keystore.HsmWrapped Wrapped(byte[] seed, byte[] genesis)
    {
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Paris);
        HsmGroup group = GroupOf(settings);
        using SecretBytes secret = SecretBytes.CopyOf(seed);
        SeedSeal seal = group.Tokens[0].Run(
            connection => SeedSeal.Make(connection, settings.Tokens[0], secret, genesis));
        Keystore.HsmWrapped.TryOpen(
            group, WrappedSeed.Of(genesis, [seal]), genesis, out Keystore.HsmWrapped? opened, out _).ShouldBeTrue();
        return opened!;
    }

    private static Keystore.HsmDerived Derived(byte[] seed, byte[] genesis, DerivingToken token)
    {
        HsmGroup group = GroupOf(token.SettingsOf(DerivingToken.First));
        DerivedRoot file = group.Tokens[0].Run(connection => Import(connection, seed, genesis, DerivedRoot.NewName(genesis)));
        Keystore.HsmDerived.TryOpen(group, file, genesis, out Keystore.HsmDerived? opened, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return opened!;
    }

    private static HsmGroup GroupOf(HsmSettings settings)
    {
        using SecretBytes pin = SecretBytes.CopyOf(TestTokens.Pin);
        HsmGroup.TryOpen(settings, pin, (TimeProvider.System, NullLogger.Instance), out HsmGroup? group, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return group!;
    }

    private static DerivedRoot Import(TokenConnection connection, byte[] seed, byte[] genesis, KeyName name)
    {
        using SecretBytes secret = SecretBytes.CopyOf(seed);
        TokenRoot root = TokenRoot.Import(connection, DerivingToken.Profile, (name, TokenCurve.Secp256k1), secret);
        return DerivedRoot.Of(genesis, root);
    }

    /// <summary>As the vendor's own copying between tokens leaves it: one root in both.</summary>
    private static void Plant(SignerHarness harness, DerivingToken token, byte[] seed, params string[] labels)
    {
        byte[] genesis = harness.Genesis.ToBytes();
        KeyName name = DerivedRoot.NewName(genesis);
        using Pkcs11Module module = Pkcs11Module.Load(token.Module);
        foreach (string label in labels)
        {
            using TokenConnection connection = DerivingToken.Open(module, label);
            File.WriteAllBytes(new DataFolder(harness.Data).Keystore, Import(connection, seed, genesis, name).ToBytes());
        }
    }

    private static EthereumAddress AddressOf(byte[] seed, uint account)
    {
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(seed);
        using ExtendedPrivateKey key = master.Derive(
            DerivationPath.FromNumbers([Hardened + 44, Hardened + 60, Hardened + account, 0, 0]));
        return EthereumAddress.FromPublicKey(key.Key.PublicKey.ToUncompressed());
    }

    private static HarnessOptions Options(HsmSettings settings) => new()
    {
        Hsm = settings,
        TokenLevel = ProtectionLevel.HsmDerived,
        Unlock = DerivingToken.Pin,
        Time = new HandClock(DateTimeOffset.UtcNow),
    };

    private static async Task<string> RefusedAsync(SignerHarness harness, DerivedRoot file)
    {
        File.WriteAllBytes(new DataFolder(harness.Data).Keystore, file.ToBytes());
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        signer.ShouldBeNull();
        return refusal!.Code;
    }
}
