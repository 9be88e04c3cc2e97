using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Whoever sits where the Server thinks the Signer is: takes every caller's certificate, shows its own, never answers,
/// and counts what it hears.
/// </summary>
internal sealed class FalseSigner : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly X509Certificate2 certificate;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private int handshakes;
    private long bytesHeard;

    private FalseSigner(int port, X509Certificate2 certificate)
    {
        this.certificate = certificate;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    internal int Handshakes => Volatile.Read(ref handshakes);

    internal long BytesHeard => Interlocked.Read(ref bytesHeard);

    internal static FalseSigner Start(int port, X509Certificate2 certificate) => new(port, certificate);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
        certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> heard = [];
        try
        {
            while (true) heard.Add(HearAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(heard);
        }
    }

    private async Task HearAsync(TcpClient caller)
    {
        using TcpClient owned = caller;
        await using SslStream tls = new(caller.GetStream());
        byte[] buffer = new byte[4096];
        try
        {
            Interlocked.Increment(ref handshakes);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate, ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls13, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                }, stopping.Token);
            while (await tls.ReadAsync(buffer, stopping.Token) is > 0 and int length)
                Interlocked.Add(ref bytesHeard, length);
        }
        catch (Exception end) when (end is IOException or AuthenticationException or OperationCanceledException)
        {
            // The caller went, or the test is over: what was heard until then is counted.
        }
    }
}
