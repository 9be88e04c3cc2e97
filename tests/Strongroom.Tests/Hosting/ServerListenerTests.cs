using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Strongroom.Cryptography.Transport;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Http;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Hosting;

/// <summary>The listener for a Server on another host: who gets through, who does not, and what is recorded.</summary>
public sealed class ServerListenerTests : IAsyncLifetime
{
    private const int FloodSize = 1100;

    private SignerHarness harness = null!;
    private TestCertificate own = null!;
    private TestCertificate server = null!;
    private ServerListener listener = null!;
    private RunningHost? host;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync(new HarnessOptions { Time = new HandClock(DateTimeOffset.UtcNow) });
        own = TestCertificate.Make(harness.Folder, "signer");
        server = TestCertificate.Make(harness.Folder, "server");
        IPEndPoint endPoint = new(IPAddress.Loopback, RunningHost.FreePort());
        listener = new ServerListener(endPoint, own.Open(), TestCertificate.Pins(server));
    }

    public async Task DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task The_pinned_server_has_every_call()
    {
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        host = await RunningHost.StartAsync(harness, listener);
        using HttpClient caller = Caller(server);
        (await caller.GetAsync("v1/status")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await caller.GetAsync($"v1/registry/accounts/{desk.Account}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await caller.PostAsync("v1/signatures", RunningHost.Json("{}"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_caller_without_a_certificate_reaches_no_route_and_is_counted() =>
        await MustTurnAwayAsync(null, SignerRefusal.PeerCertificateMissing);

    [Fact]
    public async Task A_caller_with_another_certificate_reaches_no_route_and_is_counted() =>
        await MustTurnAwayAsync(TestCertificate.Make(harness.Folder, "other"), SignerRefusal.PeerCertificateOther);

    [Fact]
    public async Task The_Signers_own_certificate_is_no_ticket_either() =>
        await MustTurnAwayAsync(own, SignerRefusal.PeerCertificateOther);

    [Fact]
    public async Task A_pinned_certificate_that_has_ended_reaches_no_route_and_is_counted()
    {
        TestCertificate old = TestCertificate.Make(
            harness.Folder, "old", DateTimeOffset.UtcNow.AddDays(-10), TimeSpan.FromDays(9));
        listener = listener with { Pins = TestCertificate.Pins(server, old) };
        await MustTurnAwayAsync(old, SignerRefusal.PeerCertificateOutdated);
    }

    [Fact]
    public async Task A_pinned_certificate_of_the_future_reaches_no_route_and_is_counted()
    {
        TestCertificate early = TestCertificate.Make(harness.Folder, "early", DateTimeOffset.UtcNow.AddDays(2));
        listener = listener with { Pins = TestCertificate.Pins(early) };
        await MustTurnAwayAsync(early, SignerRefusal.PeerCertificateOutdated);
    }

    [Fact]
    public async Task TLS_1_2_is_refused_and_counted()
    {
        host = await RunningHost.StartAsync(harness, listener);
        using HttpClient old = Caller(server, SslProtocols.Tls12);
        await Should.ThrowAsync<HttpRequestException>(() => old.GetAsync("v1/status"));
        await MustBeCountedAsync(SignerRefusal.PeerHandshake);
    }

    [Fact]
    public async Task Plain_http_is_refused_and_counted()
    {
        host = await RunningHost.StartAsync(harness, listener);
        using HttpClient plain = new();
        await Should.ThrowAsync<HttpRequestException>(() => plain.GetAsync($"http://{listener.EndPoint}/v1/status"));
        await MustBeCountedAsync(SignerRefusal.PeerHandshake);
    }

    [Fact]
    public async Task Two_pins_let_a_certificate_be_replaced_without_an_outage()
    {
        TestCertificate next = TestCertificate.Make(harness.Folder, "next");
        listener = listener with { Pins = TestCertificate.Pins(server, next) };
        host = await RunningHost.StartAsync(harness, listener);
        foreach (TestCertificate each in (TestCertificate[])[server, next])
        {
            using HttpClient caller = Caller(each);
            (await caller.GetAsync("v1/status")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task An_open_connection_ends_with_its_certificate()
    {
        TestCertificate brief = TestCertificate.Make(harness.Folder, "brief", lifetime: TimeSpan.FromSeconds(4));
        listener = listener with { Pins = TestCertificate.Pins(brief) };
        host = await RunningHost.StartAsync(harness, listener);
        using TcpClient tcp = new();
        await tcp.ConnectAsync(listener.EndPoint);
        await using SslStream tls = new(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(Terms(brief, SslProtocols.Tls13));
        await tls.WriteAsync(Encoding.ASCII.GetBytes("GET /v1/status HTTP/1.1\r\nHost: signer\r\n\r\n"));
        byte[] answer = new byte[4096];
        int length = await tls.ReadAsync(answer);
        Encoding.ASCII.GetString(answer, 0, length).ShouldStartWith("HTTP/1.1 200");
        await MustEndAsync(tls).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_production_profile_takes_nobody_from_its_own_host()
    {
        ListenerOptions options = new(null, [], null) { Server = listener };
        options.For(Profile.Demo).Server!.IsElsewhereOnly.ShouldBeFalse();
        options.RefuseFor(Profile.Production).ShouldBeNull();
        (options with { Socket = "/socket" }).RefuseFor(Profile.Production)!.Code.ShouldBe(SignerRefusal.ServerOnHost);
        (options with { Socket = "/socket" }).RefuseFor(Profile.Demo).ShouldBeNull();
        listener = options.For(Profile.Production).Server!;
        await MustTurnAwayAsync(server, SignerRefusal.ServerOnHost);
    }

    [Fact]
    public async Task A_flood_on_it_leaves_people_their_listener_and_is_counted()
    {
        host = await RunningHost.StartAsync(harness, listener);
        List<TcpClient> flood = [];
        for (int i = 0; i < FloodSize; i++) flood.Add(await KnockAsync());
        SignerDesk desk = new(harness);
        string freeze = Encoding.UTF8.GetString(desk.Say(harness.Sam, Verdict.Freeze).Span);
        using StringContent content = RunningHost.Json($$"""{"statements":[{{freeze}}]}""");
        (await host.Public.PostAsync("/v1/statements", content)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (TcpClient one in flood) one.Dispose();
        await StopAsync();
        harness.Counted(SignerRefusal.PeerTooMany).ShouldBeGreaterThanOrEqualTo(FloodSize - 2 * ServerGate.ConnectionsMax);
    }

    private async Task<TcpClient> KnockAsync()
    {
        TcpClient one = new();
        try
        {
            await one.ConnectAsync(listener.EndPoint);
        }
        catch (SocketException)
        {
            // Turned away before this end noticed that it was connected.
        }

        return one;
    }

    private async Task MustTurnAwayAsync(TestCertificate? shown, string code)
    {
        host = await RunningHost.StartAsync(harness, listener);
        using HttpClient caller = Caller(shown);
        Exception end = await Should.ThrowAsync<Exception>(() => caller.GetAsync("v1/status"));
        (end is HttpRequestException or SocketException).ShouldBeTrue(end.ToString());
        (await host.Local.GetAsync("v1/status")).StatusCode.ShouldBe(HttpStatusCode.OK, "the socket stands beside it");
        await MustBeCountedAsync(code);
    }

    /// <summary>An orderly stop later the journal has it; the caller may have knocked several times.</summary>
    private async Task MustBeCountedAsync(string code)
    {
        await StopAsync();
        harness.Counted(code).ShouldBeGreaterThan(0);
    }

    private async Task StopAsync()
    {
        await host!.DisposeAsync();
        host = null;
        await harness.RestartAsync();
    }

    private HttpClient Caller(TestCertificate? shown, SslProtocols protocol = SslProtocols.Tls13) =>
        new(new SocketsHttpHandler { SslOptions = Terms(shown, protocol) })
        {
            BaseAddress = new Uri($"https://{listener.EndPoint}/"),
        };

    private SslClientAuthenticationOptions Terms(TestCertificate? shown, SslProtocols protocol) => new()
    {
        TargetHost = "signer",
        EnabledSslProtocols = protocol,
        ClientCertificates = shown is null ? null : [shown.Load()],
        LocalCertificateSelectionCallback = shown is null ? null : (_, _, local, _, _) => local[0],
        RemoteCertificateValidationCallback = (_, signer, _, _) =>
            signer is X509Certificate2 known && SpkiPin.Of(known) == own.Pin,
    };

    private static async Task MustEndAsync(SslStream tls)
    {
        byte[] more = new byte[4096];
        try
        {
            while (await tls.ReadAsync(more) > 0) Array.Clear(more);
        }
        catch (IOException)
        {
            // A connection that is cut says so; one that is closed reads as its end.
        }
    }
}
