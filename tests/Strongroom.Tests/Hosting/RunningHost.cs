using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Transport;
using Strongroom.Signer.Http;

namespace Strongroom.Tests.Hosting;

/// <summary>A harness's Signer behind its real listeners, with clients for both.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    internal const string Station = "https://station.localhost:8443";

    private readonly WebApplication application;

    private RunningHost(WebApplication application, string socket, int port, byte[] certificate)
    {
        this.application = application;
        Socket = socket;
        Local = ClientFor((_, stop) => ConnectAsync(new UnixDomainSocketEndPoint(socket), stop), "http://signer");
        Public = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(certificate),
            },
        })
        {
            BaseAddress = new Uri($"https://127.0.0.1:{port}"),
        };
        Port = port;
        using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(certificate);
        Pin = $"{SpkiPin.Of(shown)}";
    }

    internal string Socket { get; }

    internal int Port { get; }

    /// <summary>Of the people's listener.</summary>
    internal string Pin { get; }

    internal HttpClient Local { get; }

    internal HttpClient Public { get; }

    internal static async Task<RunningHost> StartAsync(SignerHarness harness, ServerListener? server = null)
    {
        string socket = Path.Combine(harness.Folder, "signer.sock");
        (string certificate, string key) = WriteCertificate(harness.Folder);
        int port = FreePort();
        TlsListener tls = new(new IPEndPoint(IPAddress.Loopback, port), certificate, key);
        ListenerOptions options = new(socket, [], tls) { Server = server };
        SignerRoutes routes = new(
            harness.Pipeline, harness.Signer.Activation, new StationOrigin(Station), NullLogger.Instance);
        TurnedAway turnedAway = new(harness.Pipeline.Bench.Refusals, TimeProvider.System, NullLogger.Instance);
        WebApplication built = SignerHost.Build(options, routes, turnedAway, NullLoggerFactory.Instance);
        await SignerHost.Start(built, options);
        using X509Certificate2 own = X509Certificate2.CreateFromPemFile(certificate, key);
        return new RunningHost(built, socket, port, own.RawData);
    }

    internal static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Local.Dispose();
        Public.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static HttpClient ClientFor(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, string address) =>
        new(new SocketsHttpHandler
        {
            ConnectCallback = connect, Expect100ContinueTimeout = TimeSpan.FromSeconds(10),
        })
        {
            BaseAddress = new Uri(address),
        };

    private static async ValueTask<Stream> ConnectAsync(EndPoint endPoint, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(endPoint, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string certificatePath = Path.Combine(folder, "tls.crt"), keyPath = Path.Combine(folder, "tls.key");
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath);
    }

    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
