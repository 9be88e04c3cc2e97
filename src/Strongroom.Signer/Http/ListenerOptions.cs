using System.Net;
using Strongroom.Cryptography.Transport;
using Strongroom.Roster;

namespace Strongroom.Signer.Http;

/// <summary>
/// Where the Signer listens: for the Server on a Unix socket, on TLS with pinned certificates, or on both;
/// and for people without the Server perhaps on TLS.
/// </summary>
/// <param name="Socket">Path of the Unix socket, at most 107 bytes, or null.</param>
/// <param name="PeerUids">Whose processes may connect to it, besides the Signer's own uid.</param>
/// <param name="Public">The TLS listener for people, or null.</param>
internal sealed record ListenerOptions(string? Socket, IReadOnlyList<uint> PeerUids, TlsListener? Public)
{
    internal const int SocketPathBytesMax = 107;

    /// <summary>The TLS listener for a Server on another host, or null.</summary>
    internal ServerListener? Server { get; init; }

    /// <summary>Who talks over a Unix socket is on this host: production has its Server elsewhere.</summary>
    internal Refusal? RefuseFor(Profile profile) =>
        profile == Profile.Production && Socket is not null ? PeerRefusals.OnHost : null;

    /// <summary>The same listeners, as strict as the profile asks.</summary>
    internal ListenerOptions For(Profile profile) => this with
    {
        Server = Server is null ? null
            : Server with { IsElsewhereOnly = profile == Profile.Production },
    };
}

/// <summary>A TLS listener and the files of its certificate (PEM) and key (PEM).</summary>
internal sealed record TlsListener(IPEndPoint EndPoint, string Certificate, string Key);

/// <summary>Where a Server calls from another host: what the Signer shows, and whom it lets in.</summary>
internal sealed record ServerListener(IPEndPoint EndPoint, TransportCertificate Own, CertificatePins Pins)
{
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether callers from this very host are turned away, as a production profile asks.</summary>
    internal bool IsElsewhereOnly { get; init; }
}
