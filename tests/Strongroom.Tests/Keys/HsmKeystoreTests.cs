using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>A Signer whose seed is sealed under keys of SoftHSM2 tokens, from its founding to a withdrawal.</summary>
public sealed class HsmKeystoreTests
{
    private const string Level = "hsm-wrapped";

    [TokenFact]
    public async Task Founds_a_production_institution_opens_a_wallet_and_signs_a_withdrawal_after_a_restart()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options("production"));
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        harness.Pipeline.Registry().ShouldNotBeNull();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        await harness.RestartAsync();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must()
            .Signed.Transaction.Nonce.ShouldBe(0UL);
        string keystore = File.ReadAllText(new DataFolder(harness.Data).Keystore);
        keystore.ShouldContain(Level);
        Leaf[] leaves = [.. Leaves(harness)];
        StartedLeaf started = leaves.OfType<StartedLeaf>().Last();
        started.Keystores[0].Tokens.Select(token => token.Label).Order().ShouldBe([TestTokens.HongKong, TestTokens.Paris]);
        started.Keystores[0].Tokens.Select(token => token.Country).Order().ShouldBe(["FR", "HK"]);
        started.Keystores[0].Tokens.ShouldAllBe(token => token.Serial.Length == 16 && token.Firmware.Length > 0);
        started.Keystores[0].Tokens.Select(token => (token.Country, token.Certificate, token.Fips)).Order()
            .ShouldBe([("FR", null, null), ("HK", "none, a software token", false)]);
        RegisteredLeaf opening = leaves.OfType<RegisteredLeaf>().First(leaf => leaf.Effect is { Addresses.Count: > 0 });
        opening.Effect!.Addresses.ShouldAllBe(address => address.Level == ProtectionLevel.HsmWrapped);
        Encoding.UTF8.GetString(opening.ToBytes()).ShouldContain("\"level\":\"hsm-wrapped\"");
    }

    [TokenFact]
    public async Task Goes_on_with_one_token_where_the_other_is_away()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync(Options("demo"));
        HsmSettings both = SettingsOf(TestTokens.Paris, TestTokens.HongKong);
        HsmSettings oneAway = both with { Tokens = [both.Tokens[0] with { Label = "gone", Serial = null }, both.Tokens[1]] };
        File.WriteAllBytes(new DataFolder(harness.Data).HsmSettings, oneAway.ToBytes());
        await harness.StartAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [TokenFact]
    public async Task Refuses_a_keystore_of_another_institution_an_altered_one_and_one_without_its_tokens()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync(Options("demo"));
        await using SignerHarness other = await SignerHarness.FoundedAsync(Options("demo"));
        string path = new DataFolder(harness.Data).Keystore;
        byte[] own = File.ReadAllBytes(path), foreign = File.ReadAllBytes(new DataFolder(other.Data).Keystore);
        (await RefusedAsync(harness, foreign)).ShouldBe(SignerRefusal.KeystoreOtherGenesis);
        string renamed = Encoding.UTF8.GetString(foreign)
            .Replace(other.Genesis.ToString(), harness.Genesis.ToString(), StringComparison.Ordinal);
        (await RefusedAsync(harness, Encoding.UTF8.GetBytes(renamed))).ShouldBe(SignerRefusal.KeystoreSealed);
        WrappedSeed.TryParse(own, out WrappedSeed? wrapped).ShouldBeTrue();
        WrappedSeed swapped = wrapped with
        {
            Seals = [.. wrapped.Seals.Select((seal, i) => seal with { Seed = wrapped.Seals[1 - i].Seed })],
        };
        (await RefusedAsync(harness, swapped.ToBytes())).ShouldBe(SignerRefusal.KeystoreSealed);
        (await RefusedAsync(harness, """{"schema":"strongroom/keystore/v2"}"""u8.ToArray()))
            .ShouldBe(SignerRefusal.KeystoreMalformed);
        File.WriteAllBytes(path, own);
        File.Delete(new DataFolder(harness.Data).HsmSettings);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.HsmSettings);
        File.WriteAllBytes(new DataFolder(harness.Data).HsmSettings, SettingsOf("gone").ToBytes());
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.TokenRefused);
    }

    [TokenFact]
    public void Logs_in_again_where_a_token_was_logged_out_and_shows_no_private_key()
    {
        TestTokens.Loaded.ShouldNotBeNull();
        using FaultyToken faulty = new();
        HsmSettings settings = SettingsOf(TestTokens.Spare);
        settings = settings with { Tokens = [settings.Tokens[0] with { Module = faulty.Module }] };
        byte[] genesis = RandomBytes.Create(32);
        using SecretBytes pin = SecretBytes.CopyOf(TestTokens.Pin);
        HsmGroup.TryOpen(settings, pin, (TimeProvider.System, NullLogger.Instance), out HsmGroup? group, out _)
            .ShouldBeTrue();
        SealSeed.TryRun(group, genesis, out WrappedSeed? wrapped, out _).ShouldBeTrue();
        Keystore.HsmWrapped.TryOpen(group, wrapped, genesis, out Keystore.HsmWrapped? keystore, out _).ShouldBeTrue();
        using (keystore)
        {
            faulty.Fail("logout");
            keystore.Derive([0x8000_0000, 0, 0]).Dispose();
            group.HealthyCount.ShouldBe(1);
            group.Tokens[0].Run(connection => connection.Recoveries).ShouldBe(1);
            group.Tokens[0].Run(connection => KeyTemplates.DestroyAll(connection, wrapped.Seals[0].KekId)).ShouldBe(1);
        }
    }

    [TokenFact]
    public async Task Says_that_no_token_answers_and_gives_the_same_answer_when_one_is_back()
    {
        using FaultyToken faulty = new();
        HsmSettings settings = SettingsOf(TestTokens.Paris) with { DeadlineSeconds = 2 };
        settings = settings with { Tokens = [settings.Tokens[0] with { Module = faulty.Module }] };
        await using SignerHarness harness =
            await SignerHarness.StartedAsync(Options("demo") with { Hsm = settings });
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        await harness.RestartAsync();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        faulty.Fail("removed");
        (HttpStatusCode status, JsonElement body) = await SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("code").GetString().ShouldBe(SignerRefusal.TokenUnavailable);
        faulty.Repair();
        (status, body) = await SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        body.GetProperty("nonce").GetUInt64().ShouldBe(0UL);
        Leaves(harness).OfType<SigningLeaf>().ShouldHaveSingleItem("the intent was bound once");
    }

    [TokenFact]
    public async Task Refuses_a_software_keystore_that_somebody_put_into_a_production_folder()
    {
        await using SignerHarness production = await SignerHarness.FoundedAsync(Options("production"));
        await using SignerHarness demo = await SignerHarness.FoundedAsync();
        byte[] software = File.ReadAllBytes(new DataFolder(demo.Data).Keystore);
        (await RefusedAsync(production, software)).ShouldBe(SignerRefusal.ProtectionLevel);
    }

    [TokenFact]
    public async Task Leaves_no_key_behind_when_a_founding_fails_for_want_of_a_token()
    {
        await using SignerHarness harness = await SignerHarness.PreparedAsync(
            Options("demo") with { Hsm = SettingsOf(TestTokens.Spare, "gone") });
        harness.Found(harness.Data, harness.SignedFounding())!.Code.ShouldBe(SignerRefusal.TokenRefused);
        TestTokens.Run("pkcs11-tool", "--module", TestTokens.Module, "--token-label", TestTokens.Spare, "--login",
            "--pin", "correct-horse", "-O").ShouldNotContain("strongroom kek");
        File.Exists(new DataFolder(harness.Data).Keystore).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"strongroom/hsm/v1","tokens":[]}""")]
    [InlineData("""{"schema":"strongroom/hsm/v1","tokens":[{"module":"relative.so","label":"a","site":"b","country":"FR"}]}""")]
    [InlineData("""{"schema":"strongroom/hsm/v1","tokens":[{"module":"/m.so","label":"a","site":"b","country":"fr"}]}""")]
    [InlineData("""{"schema":"strongroom/hsm/v1","sessions":0,"tokens":[{"module":"/m.so","label":"a","site":"b","country":"FR"}]}""")]
    public void Refuses_settings_that_say_too_little(string json)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, json);
        OpenKeystore.TryReadSettings(path, out _, out Refusal? refusal).ShouldBeFalse();
        File.Delete(path);
        refusal.Code.ShouldBe(SignerRefusal.HsmSettings);
    }

    [Fact]
    public void Reads_the_settings_of_the_manual()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "operating", "hsm.md"));
        int start = page.IndexOf("```json\n{\"schema\":\"strongroom/hsm/v1\"", StringComparison.Ordinal) + 8;
        string json = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        HsmSettings.TryParse(Encoding.UTF8.GetBytes(json), out HsmSettings? settings).ShouldBeTrue();
        settings.Tokens.Count.ShouldBe(2);
        (settings.Tokens[1].Certificate, settings.Tokens[1].Fips).ShouldBe(("CMVP 4567", true));
        HsmSettings odd = settings with { Tokens = [settings.Tokens[0] with { Certificate = "é" }] };
        HsmSettings.TryParse(odd.ToBytes(), out _).ShouldBeFalse();
    }

    internal static HsmSettings SettingsOf(params string[] labels) => new(
        HsmSettings.SchemaName,
        [.. labels.Select(label => new HsmTokenSettings(
            TestTokens.Module, label, label.Split('-')[0], label == TestTokens.HongKong ? "HK" : "FR")
        {
            Certificate = label == TestTokens.HongKong ? "none, a software token" : null,
            Fips = label == TestTokens.HongKong ? false : null,
        })]);

    private static HarnessOptions Options(string profile)
    {
        TestTokens.Loaded.ShouldNotBeNull();
        return new HarnessOptions
        {
            Profile = profile,
            Hsm = SettingsOf(TestTokens.Paris, TestTokens.HongKong),
            Unlock = TestTokens.Pin,
            // A production Signer heeds the witnesses' clocks, which are this machine's.
            Time = new HandClock(DateTimeOffset.UtcNow),
        };
    }

    internal static async Task<(HttpStatusCode Status, JsonElement Body)> SignAsync(RunningHost host, Intent intent)
    {
        string unsigned = "0x" + Convert.ToHexStringLower(SignerDesk.Unsigned(intent, 0));
        using HttpResponseMessage answer = await host.Local.PostAsync(
            "/v1/signatures", RunningHost.Json($$"""{"intent":"{{intent.Digest}}","unsigned":"{{unsigned}}"}"""));
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<string> RefusedAsync(SignerHarness harness, byte[] keystore)
    {
        File.WriteAllBytes(new DataFolder(harness.Data).Keystore, keystore);
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        signer.ShouldBeNull();
        return refusal!.Code;
    }

    private static IEnumerable<Leaf> Leaves(SignerHarness harness) =>
        harness.Signer.Record.Journal.ReadFrom(0).Select(bytes =>
        {
            Leaf.TryParse(bytes.Span, out Leaf? leaf, out _).ShouldBeTrue();
            return leaf!;
        });
}
