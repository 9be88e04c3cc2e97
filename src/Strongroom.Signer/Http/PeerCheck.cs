// unix(7): SO_PEERCRED returns struct ucred { pid_t pid; uid_t uid; gid_t gid; }, three 32-bit values, as
// they were when the peer connected.
using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Strongroom.Cryptography;

namespace Strongroom.Signer.Http;

/// <summary>
/// Ends a connection on the Unix socket whose peer runs under another uid, before a byte is read.
/// </summary>
internal sealed class PeerCheck(IReadOnlySet<uint> allowed, TurnedAway turnedAway)
{
    private const int SolSocket = 1;
    private const int SoPeerCredentials = 17;
    private const int CredentialsSize = 12;
    private const int UidOffset = 4;

    internal ConnectionDelegate Guard(ConnectionDelegate next) => connection =>
    {
        Socket? socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        Invariant.Holds(socket is not null);
        uint uid = PeerUid(socket);
        if (allowed.Contains(uid))
        {
            connection.Features.Set(CheckedPeer.Mark);
            return next(connection);
        }

        turnedAway.Count(PeerRefusals.Uid(uid));
        connection.Abort();
        return Task.CompletedTask;
    };

    private static uint PeerUid(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialsSize];
        int written = socket.GetRawSocketOption(SolSocket, SoPeerCredentials, credentials);
        Invariant.Holds(written == CredentialsSize);
        return BinaryPrimitives.ReadUInt32LittleEndian(credentials[UidOffset..]);
    }
}

/// <summary>Stands on connections whose peer was checked: only they reach the whole API.</summary>
internal sealed class CheckedPeer
{
    private CheckedPeer() { }

    internal static CheckedPeer Mark { get; } = new();
}
