using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Keys;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A token, or the vendor's library in front of it, that lies about the keys which were born or derived there. What it says never
/// becomes an address or a transaction; the Signer's log names the token, and a signing leaf stays alone.
/// </summary>
public sealed class LyingTokenTests
{
    [TokenTheory]
    [InlineData("extractable", "attribute 0x162 is True")]
    [InlineData("swapped", "a signature that does not verify")]
    public async Task Gets_no_address_for_a_key_that_can_leave_or_is_not_the_one_it_shows(string lie, string said)
    {
        using FaultyToken faulty = new();
        HeardLog log = new();
        await using SignerHarness harness = await StartedAsync(faulty, log);
        SignerDesk honest = await new SignerDesk(harness) { Level = ProtectionLevel.HsmNative }.OpenAsync();
        ulong size = harness.Signer.Record.Journal.Size;
        faulty.Fail(lie);
        SignerDesk desk = new(harness) { Level = ProtectionLevel.HsmNative };
        await desk.EnactAsync(desk.RegisterClient());
        await Should.ThrowAsync<TokenException>(() => desk.SubmitAsync(desk.OpenWallet()));
        harness.Signer.Record.Journal.Size.ShouldBe(size + 1, "the client and nothing else");
        (await harness.Pipeline.AccountAsync(desk.Account, CancellationToken.None)).MustRefuse(SignerRefusal.NotFound);
        log.Text.ShouldContain($"{TestTokens.Lyon} at lyon failed and is left out");
        log.Text.ShouldContain(said);
        faulty.Repair();
        Intent intent = honest.Withdraw();
        (await honest.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        harness.Pipeline.Bench.Addresses.Keys.All.Single().Native!.List().ShouldHaveSingleItem("the refused key was destroyed");
    }

    [TokenTheory]
    [InlineData("other", "a signature that does not verify", false)]
    [InlineData("swapped", "another key than the account's", true)]
    [InlineData("extractable", "attribute 0x162 is True", true)]
    public async Task Gets_no_transaction_out_with_another_key_or_one_that_can_leave(
        string lie, string said, bool isRestarted)
    {
        using FaultyToken faulty = new();
        HeardLog log = new();
        await using SignerHarness harness = await StartedAsync(faulty, log);
        SignerDesk desk = await new SignerDesk(harness) { Level = ProtectionLevel.HsmNative }.OpenAsync();
        await new SignerDesk(harness) { Level = ProtectionLevel.HsmNative }.JoinAsync(); // another key to lie with
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        if (isRestarted) await harness.RestartAsync();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        faulty.Fail(lie);
        (HttpStatusCode status, JsonElement body) = await HsmKeystoreTests.SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable, body.ToString());
        body.GetProperty("code").GetString().ShouldBe(SignerRefusal.TokenUnavailable);
        body.TryGetProperty("signed", out _).ShouldBeFalse();
        log.Text.ShouldContain(said);
        SigningLeaf bound = Leaves(harness).OfType<SigningLeaf>().ShouldHaveSingleItem("bound, recorded, never signed");
        bound.IntentDigest.ShouldBe(intent.Digest);
        faulty.Repair();
        (status, body) = await HsmKeystoreTests.SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
    }

    [Fact]
    public async Task Gets_no_transaction_out_and_no_start_with_another_child_of_the_root()
    {
        using DerivingToken token = new();
        HeardLog log = new();
        await using SignerHarness harness = await SignerHarness.StartedAsync(new HarnessOptions
        {
            Hsm = token.SettingsOf(DerivingToken.First),
            TokenLevel = ProtectionLevel.HsmDerived,
            Unlock = DerivingToken.Pin,
            Logger = log,
        });
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        await harness.RestartAsync();
        token.Fail("child");
        await using RunningHost host = await RunningHost.StartAsync(harness);
        (HttpStatusCode status, JsonElement body) = await HsmKeystoreTests.SignAsync(host, intent);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable, body.ToString());
        body.GetProperty("code").GetString().ShouldBe(SignerRefusal.TokenUnavailable);
        log.Text.ShouldContain("another key than the account's");
        Leaves(harness).OfType<SigningLeaf>().ShouldHaveSingleItem("bound, recorded, never signed");
        await harness.StopAsync();
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.KeystoreSealed);
        log.Text.ShouldContain("no child of this root");
        token.Repair();
        await harness.StartAsync();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    private static Task<SignerHarness> StartedAsync(FaultyToken faulty, ILogger log)
    {
        TestTokens.Loaded.ShouldNotBeNull();
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Lyon) with { DeadlineSeconds = 5 };
        return SignerHarness.StartedAsync(new HarnessOptions
        {
            Hsm = settings with { Tokens = [settings.Tokens[0] with { Module = faulty.Module }] },
            Unlock = TestTokens.Pin,
            Logger = log,
        });
    }

    private static IEnumerable<Leaf> Leaves(SignerHarness harness) =>
        harness.Signer.Record.Journal.ReadFrom(0).Select(bytes =>
        {
            Leaf.TryParse(bytes.Span, out Leaf? leaf, out _).ShouldBeTrue();
            return leaf!;
        });

    private sealed class HeardLog : ILogger
    {
        private readonly StringBuilder heard = new();

        internal string Text
        {
            get
            {
                lock (heard) return heard.ToString();
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (heard) heard.AppendLine(formatter(state, exception));
        }
    }
}
