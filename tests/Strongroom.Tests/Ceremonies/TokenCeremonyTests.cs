using System.Text.Json.Nodes;
using Strongroom.Ceremonies;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Roster;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Keys;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Roots under tokens, from their birth into a Signer to their end, played at a pseudo-terminal.</summary>
public sealed class TokenCeremonyTests : IDisposable
{
    private readonly CeremonyRoom _room = new();

    public void Dispose() => _room.Dispose();

    [TokenTerminalFact]
    public async Task A_root_lives_under_tokens_from_its_birth_into_a_founded_signer_to_its_end()
    {
        HsmSettings group = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.Lyon);
        await using SignerHarness harness = await SignerHarness.PreparedAsync(
            new HarnessOptions { Hsm = group, Unlock = TestTokens.Pin, Profile = "production" });
        _room.Institution = FoundWithoutKeystore(harness);
        await _room.MakeCustodianKeysAsync("erin");
        string root = await GenerateAsync(group);
        await InstallAsync(harness, group, root);
        string[] one = Tokens(TestTokens.Lyon);
        await _room.PlayAsync("backup", Wrapped("backup", root, "paris-1", "lyon-1"), [.. one, .. Keystore("root")], async run =>
        {
            await run.GoOnAsync("open");
            await run.TakeFilesAsync();
        });
        await AddTokenAsync(root);
        await RefuseSealsAsync(root);
        await DestroyAsync(root);
        Keks().ShouldBe(0);
    }

    [TokenTerminalFact]
    public async Task Lost_tokens_are_replaced_by_shares_and_an_aborted_ceremony_leaves_no_key_in_a_token()
    {
        _room.Institution = Digest.Sha256("a house whose tokens are lost"u8);
        await _room.MakeCustodianKeysAsync("erin");
        await _room.PlayAsync("root", _room.Draft("generate-root"), [], async run =>
        {
            await run.RollAsync();
            await run.TakeFilesAsync();
            await run.GoOnAsync("seal");
        });
        JsonObject draft = Wrapped("add-token", _room.RootOf("root"), "hongkong-1");
        draft["source"] = "shares";
        (await _room.PlanAsync(draft, "plan")).ExitCode.ShouldBe(0);
        string[] perform = [.. _room.Perform("plan", "out", "dave"), .. Tokens(TestTokens.HongKong)];
        using (TerminalRun run = TerminalRun.Start(perform))
        {
            await BringAsync(run);
            await run.ExpectAsync("  close");
            Keks().ShouldBe(1);
            await run.ExpectAsync("or abort:");
            await run.TypeAsync("abort");
            await run.ExpectAsync(PerformRefusal.Aborted);
            (await run.EndAsync()).ShouldBe(1);
        }

        Keks().ShouldBe(0);
        Directory.Exists(_room.PathOf("out")).ShouldBeFalse();
        await StartOverAsync(perform);
        await _room.PlayAsync("again", draft, Tokens(TestTokens.HongKong), BringSharesAsync, "dave");
        Keks().ShouldBe(1);
        Facts("again", "seal").ShouldBe(["hongkong-1"]);
        Forget("again");
    }

    /// <summary>Cut off after the seal, and others come: what was sealed is forgotten in the token too.</summary>
    private async Task StartOverAsync(string[] perform)
    {
        using (TerminalRun run = TerminalRun.Start(perform))
        {
            await BringAsync(run);
            await run.ExpectAsync("  close");
            await run.KillAsync();
        }

        Keks().ShouldBe(1);
        string[] others = [.. _room.Perform("plan", "out", "carol"), .. Tokens(TestTokens.HongKong)];
        using TerminalRun again = TerminalRun.Start(others);
        await again.ExpectAsync("Other people are here than before");
        await again.ExpectAsync("or abort:");
        Keks().ShouldBe(0);
        File.Exists(_room.PathOf("out", "keystore.json")).ShouldBeFalse();
        await again.TypeAsync("abort");
        await again.ExpectAsync(PerformRefusal.Aborted);
    }

    [TokenTerminalFact]
    public async Task Tokens_that_are_away_or_elsewhere_or_refuse_their_pin_are_named()
    {
        JsonObject away = Wrapped("generate-root", null, "paris-1", "gone");
        await RefuseAtFirstUseAsync("away", away, Tokens(TestTokens.Paris), PerformRefusal.TokenAbsent);
        JsonObject elsewhere = Wrapped("generate-root", null, "paris-1");
        elsewhere["tokens"]![0]!["site"] = "marseille";
        await RefuseAtFirstUseAsync("elsewhere", elsewhere, Tokens(TestTokens.Paris), PerformRefusal.TokenDiffers);
        (await _room.PlanAsync(Wrapped("generate-root", null, "paris-1"), "plan")).ExitCode.ShouldBe(0);
        CliRun none = await CliRun.RunAsync(_room.Perform("plan", "out"));
        none.Error.ShouldContain(PerformRefusal.Hsm);
    }

    private async Task<string> GenerateAsync(HsmSettings group)
    {
        File.WriteAllBytes(_room.PathOf("hsm.json"), group.ToBytes());
        string[] options = Tokens(TestTokens.Paris, TestTokens.Lyon);
        await _room.PlayAsync("root", Wrapped("generate-root", null, "paris-1", "lyon-1"), options, async run =>
        {
            await run.RollAsync();
            await run.TakeFilesAsync();
            await run.GoOnAsync("seal");
        });
        Facts("root", "seal").ShouldBe(["paris-1", "lyon-1"]);
        _room.Facts("root", "generate")["tokens"]!.AsArray().Count.ShouldBe(2);
        Keks().ShouldBe(2);
        return _room.RootOf("root");
    }

    private async Task InstallAsync(SignerHarness harness, HsmSettings group, string root)
    {
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.KeystoreAbsent);
        DataFolder folder = new(harness.Data);
        using SecretBytes pin = SecretBytes.CopyOf(TestTokens.Pin);
        string keystore = _room.PathOf("root", "keystore.json");
        HsmSettings other = HsmKeystoreTests.SettingsOf(TestTokens.HongKong);
        Add(other)!.Code.ShouldBe(SignerRefusal.KeystoreSealed);
        File.Exists(folder.Keystore).ShouldBeFalse();
        File.Exists(folder.HsmSettings).ShouldBeFalse();
        Add(group).ShouldBeNull();
        File.Exists(folder.Keystore).ShouldBeTrue();
        Add(group)!.Code.ShouldBe(SignerRefusal.DataFolderUsed);
        Add(null)!.Code.ShouldBe(SignerRefusal.KeystoreTwice);
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        refusal.ShouldBeNull();
        await signer!.DisposeAsync();
        WrappedSeed.TryParse(File.ReadAllBytes(folder.Keystore), out WrappedSeed? wrapped).ShouldBeTrue();
        using TokenConnection lyon = TestTokens.Open(TestTokens.Lyon);
        using SecretBytes opened = wrapped.Seals[1].Open(lyon, MechanismProfile.Standard, harness.Genesis.ToBytes());
        RootName.Of(opened).ToString().ShouldBe(root);

        Refusal? Add(HsmSettings? hsm) => AddKeystore.Run(harness.Data, (keystore, hsm), pin, TextWriter.Null);
    }

    private async Task AddTokenAsync(string root)
    {
        JsonObject draft = Wrapped("add-token", root, "hongkong-1");
        draft["source"] = "keystore";
        string[] options = [.. Tokens(TestTokens.Paris, TestTokens.HongKong), .. Keystore("root")];
        await _room.PlayAsync("more", draft, options, async run =>
        {
            await run.GoOnAsync("open");
            await run.GoOnAsync("seal");
        });
        Facts("more", "seal").ShouldBe(["paris-1", "lyon-1", "hongkong-1"]);
        Keks().ShouldBe(3);
    }

    /// <summary>A token that has a seal already, and one too many.</summary>
    private async Task RefuseSealsAsync(string root)
    {
        JsonObject again = Wrapped("add-token", root, "paris-1");
        again["source"] = "keystore";
        await RefuseSealAsync("again", again, _room.PathOf("more", "keystore.json"), PerformRefusal.TokenSealed);
        WrappedSeed.TryParse(File.ReadAllBytes(_room.PathOf("root", "keystore.json")), out WrappedSeed? real).ShouldBeTrue();
        SeedSeal first = real.Seals[0];
        List<SeedSeal> eight = [first];
        for (int i = 1; i < HsmSettings.TokensMax; i++)
            eight.Add(first with { Token = first.Token with { Serial = $"{i}" } });
        File.WriteAllBytes(_room.PathOf("eight.json"), WrappedSeed.Of(_room.Institution.ToBytes(), eight).ToBytes());
        JsonObject ninth = Wrapped("add-token", root, "hongkong-1");
        ninth["source"] = "keystore";
        await RefuseSealAsync("ninth", ninth, _room.PathOf("eight.json"), PerformRefusal.TooManyTokens);
        Keks().ShouldBe(3);
    }

    private async Task RefuseSealAsync(string name, JsonObject draft, string keystore, string code)
    {
        (await _room.PlanAsync(draft, $"{name}.plan")).ExitCode.ShouldBe(0);
        string[] options = [.. Tokens(TestTokens.Paris, TestTokens.HongKong), "--keystore", keystore];
        using TerminalRun run = TerminalRun.Start([.. _room.Perform($"{name}.plan", name), .. options]);
        await run.BeginAsync();
        await run.GoOnAsync("open");
        await run.GoOnAsync("seal");
        await run.ExpectAsync(code);
        (await run.EndAsync()).ShouldBe(1);
    }

    private async Task DestroyAsync(string root)
    {
        JsonObject draft = Wrapped("destroy", root, "paris-1", "lyon-1", "hongkong-1");
        draft["destroys"] = new JsonArray("keystore");
        string[] all = Tokens(TestTokens.Paris, TestTokens.Lyon, TestTokens.HongKong);
        await _room.PlayAsync("end", draft, [.. all, .. Keystore("more")], async run =>
        {
            await run.GoOnAsync("examine");
            await run.GoOnAsync("destroy");
        });
        Facts("end", "destroy").ShouldBe(["paris-1", "lyon-1", "hongkong-1"]);
        _room.Facts("end", "destroy").ContainsKey("remaining").ShouldBeFalse();
        File.Exists(_room.PathOf("more", "keystore.json")).ShouldBeFalse();
    }

    private async Task RefuseAtFirstUseAsync(string name, JsonObject draft, string[] options, string code)
    {
        (await _room.PlanAsync(draft, $"{name}.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start([.. _room.Perform($"{name}.plan", name), .. options]);
        await run.BeginAsync();
        await run.GoOnAsync("generate");
        await run.ExpectAsync(code);
        (await run.EndAsync()).ShouldBe(1);
        string pin = _room.Secret("wrong-pin", "wrong-horse");
        string[] wrong = [.. _room.Perform($"{name}.plan", name), "--hsm", _room.PathOf("hsm.json"), "--pin-file", pin];
        using TerminalRun refused = TerminalRun.Start(wrong);
        await refused.ExpectAsync(PerformRefusal.TokenRefused);
    }

    private async Task BringAsync(TerminalRun run)
    {
        await run.BeginAsync();
        await BringSharesAsync(run);
    }

    private async Task BringSharesAsync(TerminalRun run)
    {
        await run.GoOnAsync("collect:1");
        await run.AnswerAsync(_room.WordsOf("root", "carol", 1));
        await run.GoOnAsync("collect:2");
        await run.AnswerAsync(_room.WordsOf("root", "erin", 3));
        await run.GoOnAsync("root");
        await run.GoOnAsync("seal");
    }

    private JsonObject Wrapped(string purpose, string? root, params string[] tokens)
    {
        JsonObject draft = _room.Draft(purpose, root);
        draft["keystore"] = "hsm-wrapped";
        draft["tokens"] = new JsonArray([.. tokens.Select(label => (JsonNode)new JsonObject
        {
            ["label"] = label, ["site"] = label.Split('-')[0],
            ["country"] = label == TestTokens.HongKong ? "HK" : "FR",
        })]);
        return draft;
    }

    private string[] Tokens(params string[] labels)
    {
        File.WriteAllBytes(_room.PathOf("hsm.json"), HsmKeystoreTests.SettingsOf(labels).ToBytes());
        return ["--hsm", _room.PathOf("hsm.json"), "--pin-file", _room.Secret("pin", "correct-horse")];
    }

    private string[] Keystore(string folder) => ["--keystore", _room.PathOf(folder, "keystore.json")];

    private string[] Facts(string folder, string step) =>
        [.. _room.Facts(folder, step)["tokens"]!.AsArray().Select(token => token!["label"]!.GetValue<string>())];

    /// <summary>Key-encryption keys of this institution in all tokens, as another program sees them.</summary>
    private int Keks()
    {
        string label = WrappedSeed.KekLabelOf(_room.Institution.ToBytes());
        return new[] { TestTokens.Paris, TestTokens.Lyon, TestTokens.HongKong }.Sum(token => TestTokens.Run(
            "pkcs11-tool", "--module", TestTokens.Module, "--token-label", token, "--login", "--pin",
            "correct-horse", "-O").Split(label).Length - 1);
    }

    private void Forget(string folder)
    {
        WrappedSeed.TryParse(File.ReadAllBytes(_room.PathOf(folder, "keystore.json")), out WrappedSeed? seed).ShouldBeTrue();
        using TokenConnection token = TestTokens.Open(TestTokens.HongKong);
        foreach (SeedSeal seal in seed.Seals) KeyTemplates.DestroyAll(token, seal.KekId);
    }

    private static Digest FoundWithoutKeystore(SignerHarness harness)
    {
        FoundInstitution founding = new(new DataFolder(harness.Data), harness.Time, new(1, 8));
        founding.TryRun(
            harness.SignedFounding().ToBytes(), null, out FoundedInstitution? founded, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        harness.Adopt(founded.Institution);
        return harness.Genesis;
    }
}
