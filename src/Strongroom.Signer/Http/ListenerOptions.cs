using System.Net;

namespace Strongroom.Signer.Http;

/// <summary>
/// Where the Signer listens: always a Unix socket, and for people without the Server perhaps TLS.
/// </summary>
/// <param name="Socket">Path of the Unix socket, at most 107 bytes.</param>
/// <param name="PeerUids">Whose processes may connect to it, besides the Signer's own uid.</param>
/// <param name="Public">The TLS listener, or null.</param>
internal sealed record ListenerOptions(string Socket, IReadOnlyList<uint> PeerUids, TlsListener? Public)
{
    internal const int SocketPathBytesMax = 107;
}

/// <summary>A TLS listener and the files of its certificate (PEM) and key (PEM).</summary>
internal sealed record TlsListener(IPEndPoint EndPoint, string Certificate, string Key);
