using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Transport;
using Strongroom.Intents;
using Strongroom.Server;
using Strongroom.Server.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The network between a Server and a Signer on another host is the adversary's: a Signer's program in a process of
/// its own, reached by the Server's own client over TLS with pinned certificates.
/// </summary>
public sealed class TappedLinkTests : IAsyncLifetime
{
    private readonly int port = RunningHost.FreePort();
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;
    private Intent paid = null!;
    private TestCertificate own = null!;
    private TestCertificate server = null!;
    private TestCertificate next = null!;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync(new HarnessOptions { Time = new HandClock(DateTimeOffset.UtcNow) });
        desk = await new SignerDesk(harness).OpenAsync();
        paid = desk.Withdraw(SignerDesk.Wei("1000000000000000"));
        await harness.StopAsync();
        own = TestCertificate.Make(harness.Folder, "signer");
        server = TestCertificate.Make(harness.Folder, "server");
        next = TestCertificate.Make(harness.Folder, "next");
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task A_withdrawal_is_registered_and_signed_over_the_link_and_an_impostor_gets_nothing()
    {
        await using (SignerProcess signer = StartSigner())
        {
            using SignerClient client = Client(server, own);
            await SettleAsync(client);
            await MustNotReachAsync(TestCertificate.Make(harness.Folder, "impostor"));
            SubmittedBytes bytes = desk.Bytes(paid);
            SignerAnswer registered = await client.RegisterAsync(
                paid, bytes.Statements.Select(Read), [], CancellationToken.None);
            registered.Refusal.ShouldBeNull();
            string unsigned = HexText.Format(SignerDesk.Unsigned(paid, 0));
            SignerAnswer signed = await client.SignAsync(paid.Digest, unsigned, CancellationToken.None);
            signed.Refusal.ShouldBeNull();
            SignedTransaction.TryDecode(
                Convert.FromHexString(signed.Text("signed")![2..]), out SignedTransaction? transaction, out _).ShouldBeTrue();
            transaction!.Transaction.To.ShouldBe(SignerDesk.Recipient);
            transaction.Sender.ShouldBe(desk.Payer);
            SignerAnswer wrong = await client.SignAsync(
                paid.Digest, HexText.Format(SignerDesk.Unsigned(paid, 7)), CancellationToken.None);
            wrong.Refusal!.Code.ShouldBe("registry.nonce-bound", "the link gives nobody more belief than the socket");
            wrong.JournalIndex.ShouldNotBeNull();
            await signer.StopAsync();
        }

        await harness.StartAsync();
        harness.Counted(SignerRefusal.PeerCertificateOther).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Both_ends_change_their_certificates_one_after_the_other_without_an_outage()
    {
        TestCertificate ownNext = TestCertificate.Make(harness.Folder, "signer-next");
        await using (SignerProcess signer = StartSigner())
        {
            foreach (TestCertificate shown in (TestCertificate[])[server, next])
            {
                using SignerClient client = Client(shown, own, ownNext);
                await SettleAsync(client);
            }

            await signer.StopAsync();
        }

        own = ownNext;
        await using SignerProcess renewed = StartSigner();
        using SignerClient same = Client(next, own);
        await SettleAsync(same);
        await renewed.StopAsync();
    }

    [Fact]
    public async Task A_man_in_the_middle_is_told_nothing_and_stands_in_the_Servers_log()
    {
        TestCertificate mallory = TestCertificate.Make(harness.Folder, "mallory");
        await using FalseSigner false1 = FalseSigner.Start(port, mallory.Load());
        HeardLog log = new();
        using SignerClient client = new(Address(server, own), log);
        SubmittedBytes bytes = desk.Bytes(paid);
        await Should.ThrowAsync<HttpRequestException>(
            () => client.RegisterAsync(paid, bytes.Statements.Select(Read), [], CancellationToken.None));
        false1.Handshakes.ShouldBeGreaterThan(0);
        false1.BytesHeard.ShouldBe(0);
        log.Lines.ShouldContain(line => line.Contains(nameof(CertificateVerdict.NotPinned)));
    }

    [Fact]
    public async Task A_Signer_whose_certificate_has_ended_is_not_called()
    {
        TestCertificate old = TestCertificate.Make(
            harness.Folder, "old", DateTimeOffset.UtcNow.AddDays(-10), TimeSpan.FromDays(9));
        await using FalseSigner ended = FalseSigner.Start(port, old.Load());
        using SignerClient client = Client(server, old);
        await Should.ThrowAsync<HttpRequestException>(() => client.StatusAsync(CancellationToken.None));
        ended.BytesHeard.ShouldBe(0);
    }

    [Fact]
    public async Task A_link_that_swallows_everything_costs_a_bounded_time()
    {
        using TcpListener hole = new(IPAddress.Loopback, port);
        hole.Start();
        using SignerClient client = Client(server, own);
        Stopwatch waited = Stopwatch.StartNew();
        await Should.ThrowAsync<Exception>(() => client.StatusAsync(CancellationToken.None));
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_Signer_that_never_answers_costs_a_bounded_time()
    {
        await using FalseSigner silent = FalseSigner.Start(port, own.Load());
        using SignerClient client = Client(server, own);
        Stopwatch waited = Stopwatch.StartNew();
        await Should.ThrowAsync<TaskCanceledException>(() => client.StatusAsync(CancellationToken.None));
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        silent.BytesHeard.ShouldBeGreaterThan(0);
    }

    private SignerProcess StartSigner() => SignerProcess.Start(
        harness, harness.Data, "--server-listen", $"https://127.0.0.1:{port}", "--server-certificate", own.CertificateFile,
        "--server-key", own.KeyFile, "--server-pin", $"{server.Pin}", "--server-pin", $"{next.Pin}");

    private SignerClient Client(TestCertificate shown, params TestCertificate[] signers) =>
        new(Address(shown, signers), NullLogger<SignerClient>.Instance);

    private SignerAddress Address(TestCertificate shown, params TestCertificate[] signers) => SignerAddress.Open(
        $"https://127.0.0.1:{port}",
        new SignerLinkConfig(shown.CertificateFile, shown.KeyFile, [.. signers.Select(one => one.Pin.ToString())]));

    private async Task MustNotReachAsync(TestCertificate shown)
    {
        using SignerClient client = Client(shown, own);
        await Should.ThrowAsync<HttpRequestException>(() => client.StatusAsync(CancellationToken.None));
    }

    private static async Task SettleAsync(SignerClient client)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            try
            {
                SignerAnswer status = await client.StatusAsync(CancellationToken.None);
                if (status.Body.GetProperty("signing").GetBoolean()) return;
            }
            catch (HttpRequestException)
            {
                continue;
            }
        }

        throw new TimeoutException("the Signer did not settle");
    }

    private static CanonicalObject Read(ReadOnlyMemory<byte> statement)
    {
        SignedStatement.TryParse(statement.ToArray(), out SignedStatement? signed, out _).ShouldBeTrue();
        return signed!.Body;
    }

    private sealed class HeardLog : ILogger<SignerClient>
    {
        internal List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
