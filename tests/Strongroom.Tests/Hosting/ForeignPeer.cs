using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Strongroom.Tests.Hosting;

/// <summary>
/// Connects to a Unix socket as another uid: a thread of its own changes its effective uid (the raw system call is
/// per thread), and the kernel remembers that one for SO_PEERCRED.
/// </summary>
internal static partial class ForeignPeer
{
    private const nint SetResUid = 117; // x86-64
    private const uint Nobody = 65534;
    private const uint Unchanged = uint.MaxValue;

    /// <summary>What came back for a status request: nothing when the connection was ended.</summary>
    internal static string Ask(string socketPath)
    {
        string answer = "";
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                syscall(SetResUid, Unchanged, Nobody, Unchanged).ShouldBe(0);
                using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.ReceiveTimeout = 10_000;
                socket.Connect(new UnixDomainSocketEndPoint(socketPath));
                syscall(SetResUid, Unchanged, 0, Unchanged).ShouldBe(0);
                answer = Exchange(socket);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();
        return answer;
    }

    private static string Exchange(Socket socket)
    {
        try
        {
            socket.Send(Encoding.ASCII.GetBytes("GET /v1/status HTTP/1.1\r\nHost: signer\r\nConnection: close\r\n\r\n"));
            byte[] buffer = new byte[4096];
            return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint syscall(nint number, uint real, uint effective, uint saved);
}
