using System.Net;
using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>Accounts whose keys were born in a token, from the wallet's opening to a signature and to a crash.</summary>
public sealed class NativeKeyTests
{
    [TokenFact]
    public async Task Signs_with_a_key_that_was_born_in_one_token_and_stays_there()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options());
        SignerDesk desk = await DeskAsync(harness);
        AccountRecord account = await AccountAsync(harness, desk);
        account.Level.ShouldBe(ProtectionLevel.HsmNative);
        TokenKeyReference.TryParse(account.Path, out TokenKeyReference? reference).ShouldBeTrue(account.Path);
        reference.Account.ShouldBe(desk.Account);
        KeystoreFact keystore = Leaves(harness).OfType<StartedLeaf>().Last().Keystores[0];
        keystore.Tokens.ShouldContain(token => token.Serial == reference.Serial);
        account.Root.ShouldBe(keystore.Root, "whose states hold for the key too");
        Intent first = desk.Withdraw(), second = desk.Withdraw();
        SenderOf((await desk.SubmitAsync(first, SignerDesk.Unsigned(first, 0))).Must().Signature!.Signed)
            .ShouldBe(desk.Payer);
        await harness.RestartAsync();
        SenderOf((await desk.SubmitAsync(second, SignerDesk.Unsigned(second, 1))).Must().Signature!.Signed)
            .ShouldBe(desk.Payer);
        SenderOf((await desk.SignAsync(first, SignerDesk.Unsigned(first, 0))).Must().Signed).ShouldBe(desk.Payer);
        TestTokens.Run("pkcs11-tool", "--module", TestTokens.Module, "--login", "--pin", "correct-horse", "--token-label",
            LabelOf(harness, reference.Serial), "-O", "--type", "privkey", "--id", Convert.ToHexString(reference.ToKeyId()))
            .ShouldContain("sensitive, always sensitive, never extractable, local");
    }

    [TokenFact]
    public async Task Leaves_accounts_that_ask_for_nothing_to_the_keystore()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options());
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        AccountRecord account = await AccountAsync(harness, desk);
        account.Level.ShouldBe(ProtectionLevel.HsmWrapped);
        account.Path.ShouldBe("m/44'/60'/0'/0/0");
        NativeOf(harness).List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_and_records_a_level_that_this_signer_does_not_make()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = new(harness) { Level = ProtectionLevel.HsmNative };
        await desk.EnactAsync(desk.RegisterChain());
        await desk.EnactAsync(desk.RegisterClient());
        (await desk.SubmitAsync(desk.OpenWallet())).MustRefuse(SignerRefusal.LevelUnavailable);
        RefusedLeaf refused = Leaves(harness).OfType<RefusedLeaf>().ShouldHaveSingleItem();
        refused.Code.ShouldBe(SignerRefusal.LevelUnavailable);
    }

    [TokenFact]
    public async Task Never_takes_another_key_while_the_token_is_away()
    {
        using FaultyToken one = new(), other = new();
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.HongKong);
        settings = settings with
        {
            DeadlineSeconds = 2,
            Tokens = [settings.Tokens[0] with { Module = one.Module }, settings.Tokens[1] with { Module = other.Module }],
        };
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options() with { Hsm = settings });
        SignerDesk desk = await DeskAsync(harness);
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        AccountRecord account = await AccountAsync(harness, desk);
        TokenKeyReference.TryParse(account.Path, out TokenKeyReference? reference).ShouldBeTrue();
        FaultyToken home = LabelOf(harness, reference.Serial) == TestTokens.Paris ? one : other;
        await using RunningHost host = await RunningHost.StartAsync(harness);
        home.Fail("removed");
        (HttpStatusCode status, JsonElement body) = await HsmKeystoreTests.SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("code").GetString().ShouldBe(SignerRefusal.TokenUnavailable);
        StatusAnswer told = harness.Pipeline.Status();
        (told.Tokens, told.TokensHealthy).ShouldBe((2, 1));
        home.Repair();
        (status, body) = await HsmKeystoreTests.SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        Leaves(harness).OfType<SigningLeaf>().ShouldHaveSingleItem("the intent was bound once");
    }

    [TokenFact]
    public async Task Destroys_at_the_next_start_a_key_whose_leaf_was_never_written()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options());
        SignerDesk desk = await DeskAsync(harness);
        AccountRecord account = await AccountAsync(harness, desk);
        // As after a crash between the birth and the leaf, in one token or, where that fell silent, in two.
        AccountId unborn = AccountId.From(Guid.CreateVersion7());
        (TokenKeyReference left, AccountKey _) = NativeOf(harness).Make(unborn);
        NativeOf(harness).List().Select(key => key.ToString()).ShouldBe([account.Path, left.ToString()], ignoreOrder: true);
        await harness.RestartAsync();
        NativeOf(harness).List().Select(key => key.ToString()).ShouldBe([account.Path]);
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [TokenFact]
    public async Task Makes_a_fresh_key_where_an_attempt_without_a_leaf_left_one_behind()
    {
        HsmSettings one = HsmKeystoreTests.SettingsOf(TestTokens.Lyon);
        await using SignerHarness harness = await SignerHarness.StartedAsync(Options() with { Hsm = one });
        SignerDesk desk = new(harness) { Level = ProtectionLevel.HsmNative };
        EthereumAddress left = NativeOf(harness).Make(desk.Account).Key.Address;
        await desk.OpenAsync();
        desk.Payer.ShouldNotBe(left);
        NativeOf(harness).List().ShouldHaveSingleItem();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [TokenFact]
    public async Task A_rule_may_demand_that_the_key_was_born_in_a_token()
    {
        string rule = TestPolicy.SmallEther.Replace(
            "\"quorums\"", "\"protection\":\"hsm-native\",\"quorums\"", StringComparison.Ordinal);
        HarnessOptions options = Options() with { Policy = TestPolicy.Of(1, TestPolicy.Governance, rule) };
        await using SignerHarness harness = await SignerHarness.StartedAsync(options);
        SignerDesk native = await DeskAsync(harness);
        Intent paid = native.Withdraw();
        (await native.SubmitAsync(paid, SignerDesk.Unsigned(paid, 0))).Must();
        SignerDesk wrapped = await new SignerDesk(harness).JoinAsync();
        (await wrapped.SubmitAsync(wrapped.Withdraw())).MustRefuse(PolicyRefusal.Denied);
        Leaves(harness).OfType<RefusedLeaf>().ShouldContain(leaf => leaf.Code == PolicyRefusal.Denied);
    }

    [Theory]
    [InlineData("m/44'/60'/0'/0/0")]
    [InlineData("token:")]
    [InlineData("token:0199e2a4-7c00-7000-8000-000000000005")]
    [InlineData("token::0199e2a4-7c00-7000-8000-000000000005")]
    [InlineData("token:0123456789abcdef0:0199e2a4-7c00-7000-8000-000000000005")]
    [InlineData("token:0123456789abcdef:0199e2a4-7c00-4000-8000-000000000005")]
    public void Reads_no_other_text_as_a_key_reference(string text) =>
        TokenKeyReference.TryParse(text, out _).ShouldBeFalse();

    private static HarnessOptions Options()
    {
        TestTokens.Loaded.ShouldNotBeNull();
        return new HarnessOptions
        {
            Hsm = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.HongKong), Unlock = TestTokens.Pin,
        };
    }

    private static Task<SignerDesk> DeskAsync(SignerHarness harness) =>
        new SignerDesk(harness) { Level = ProtectionLevel.HsmNative }.OpenAsync();

    private static NativeKeys NativeOf(SignerHarness harness) => harness.Pipeline.Bench.Addresses.Keys.All.Single().Native!;

    private static string LabelOf(SignerHarness harness, string serial) =>
        harness.Pipeline.Bench.Addresses.Keys.First.Tokens.Single(token => token.Serial == serial).Label;

    private static async Task<AccountRecord> AccountAsync(SignerHarness harness, SignerDesk desk) =>
        (await harness.Pipeline.AccountAsync(desk.Account, CancellationToken.None)).Must().Account;

    private static EthereumAddress SenderOf(SignedTransaction signed)
    {
        SenderRecovery.TryRecover(signed.Transaction.SigningHash(), signed.Signature, out EthereumAddress sender)
            .ShouldBeTrue();
        return sender;
    }

    private static IEnumerable<Leaf> Leaves(SignerHarness harness) =>
        harness.Signer.Record.Journal.ReadFrom(0).Select(bytes =>
        {
            Leaf.TryParse(bytes.Span, out Leaf? leaf, out _).ShouldBeTrue();
            return leaf!;
        });
}
