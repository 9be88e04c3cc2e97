using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Http;

/// <summary>
/// The listeners: nothing is read from the environment or configuration files, so nothing but these options
/// can open a port.
/// </summary>
internal static class SignerHost
{
    private const int ConnectionsMax = 1024;
    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    internal static WebApplication Build(
        ListenerOptions options, SignerRoutes routes, TurnedAway turnedAway, ILoggerFactory log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(log);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, turnedAway));
        WebApplication application = builder.Build();
        application.Run(routes.Dispatch);
        return application;
    }

    /// <summary>Starts listening; a socket file left by a killed predecessor is replaced.</summary>
    internal static async Task Start(WebApplication application, ListenerOptions options)
    {
        if (options.Socket is { } stale) File.Delete(stale);
        await application.StartAsync();
        if (options.Socket is { } socket) File.SetUnixFileMode(socket, SocketMode);
    }

    private static void Configure(
        KestrelServerOptions kestrel, ListenerOptions options, TurnedAway turnedAway)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestBody.BytesMax;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        if (options.Socket is not null) ListenSocket(kestrel, options, turnedAway);
        if (options.Server is { } server)
            kestrel.Listen(server.EndPoint, new ServerGate(server, turnedAway).Guard);
        if (options.Public is not null) ListenTls(kestrel, options.Public);
    }

    private static void ListenSocket(
        KestrelServerOptions kestrel, ListenerOptions options, TurnedAway turnedAway)
    {
        PeerCheck peers = new(new HashSet<uint>([OwnUid(), .. options.PeerUids]), turnedAway);
        kestrel.ListenUnixSocket(options.Socket!, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(peers.Guard);
        });
    }

    private static void ListenTls(KestrelServerOptions kestrel, TlsListener listener)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(listener.Certificate, listener.Key);
        kestrel.Listen(listener.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.SslProtocols = SslProtocols.Tls13;
            });
        });
    }

    /// <summary>The effective uid, as proc(5) prints it: real, effective, saved, file system.</summary>
    private static uint OwnUid()
    {
        string line = File.ReadLines("/proc/self/status").First(
            text => text.StartsWith("Uid:", StringComparison.Ordinal));
        return uint.Parse(line.Split('\t')[2], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
