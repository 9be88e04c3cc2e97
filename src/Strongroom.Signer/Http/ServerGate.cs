using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Strongroom.Cryptography.Transport;

namespace Strongroom.Signer.Http;

/// <summary>
/// The listener for a Server on another host: TLS 1.3, a pinned certificate on both sides. Who gets through
/// has the rights of the socket's peer, and is believed no more than it; who does not is counted.
/// </summary>
internal sealed class ServerGate(ServerListener listener, TurnedAway turnedAway)
{
    /// <summary>More than a Server needs; what a flood may hold open ends here.</summary>
    internal const int ConnectionsMax = 128;

    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    // A certificate that ends, ends its connections within this time.
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromHours(1);

    private int open;

    internal void Guard(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(Count);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = context => ValueTask.FromResult(Terms(context.Connection)),
        });
        listen.Use(Admit);
    }

    /// <summary>Around TLS: bounds the connections, and counts those that never got through it.</summary>
    private ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        if (listener.IsElsewhereOnly && IsFromHere(connection))
        {
            End(connection, PeerRefusals.OnHost);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref open) > ConnectionsMax) End(connection, PeerRefusals.TooMany);
            else await Pass(connection, next);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    };

    private async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        Passage passage = new();
        connection.Features.Set(passage);
        await next(connection);
        if (!passage.IsThrough) turnedAway.Count(passage.Refusal ?? PeerRefusals.Handshake);
    }

    private SslServerAuthenticationOptions Terms(ConnectionContext connection)
    {
        Passage passage = connection.Features.GetRequiredFeature<Passage>();
        return PinnedTls.Server(
            listener.Own, listener.Pins, listener.Clock,
            verdict => passage.Refusal = PeerRefusals.Of(verdict));
    }

    /// <summary>Inside TLS: the certificate was accepted.</summary>
    private ConnectionDelegate Admit(ConnectionDelegate next) => async connection =>
    {
        connection.Features.GetRequiredFeature<Passage>().IsThrough = true;
        connection.Features.Set(CheckedPeer.Mark);
        await using ITimer end = listener.Clock.CreateTimer(
            _ => connection.Abort(), state: null, Lifetime(connection), Timeout.InfiniteTimeSpan);
        await next(connection);
    };

    private TimeSpan Lifetime(ConnectionContext connection)
    {
        DateTime until = connection.Features.GetRequiredFeature<ITlsConnectionFeature>()
            .ClientCertificate!.NotAfter.ToUniversalTime();
        TimeSpan left = until - listener.Clock.GetUtcNow().UtcDateTime;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LifetimeMax ? left : LifetimeMax;
    }

    private void End(ConnectionContext connection, Refusal refusal)
    {
        turnedAway.Count(refusal);
        connection.Abort();
    }

    private static bool IsFromHere(ConnectionContext connection) =>
        connection is not { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local }
        || IPAddress.IsLoopback(remote.Address) || remote.Address.Equals(local.Address);

    /// <summary>How far one connection came.</summary>
    private sealed class Passage
    {
        internal bool IsThrough { get; set; }

        internal Refusal? Refusal { get; set; }
    }
}
