// C2SP tlog-witness, add-checkpoint, the log's side: 409 tells the size that the witness holds, and the
// request is made again with a proof from there.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>Asks one witness for cosignatures; one request at a time.</summary>
internal sealed class WitnessClient : IDisposable
{
    private const int AttemptsMax = 3;
    private const int AnswerBytesMax = 64 << 10;

    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(5);

    private readonly WitnessEndpoint endpoint;
    private readonly HttpClient http;
    private ulong heldSize;

    internal WitnessClient(WitnessEndpoint endpoint)
    {
        this.endpoint = endpoint;
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false,
        };
        if (endpoint.SocketPath is { } path) handler.ConnectCallback = (_, stop) => ConnectAsync(path, stop);
        http = new HttpClient(handler)
        {
            BaseAddress = endpoint.Prefix,
            Timeout = TimeoutMax,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    internal NoteKey Key => endpoint.Key;

    /// <summary>
    /// Submits a head; <paramref name="prove"/> makes the consistency proof from a size to it.
    /// </summary>
    internal async Task<WitnessAnswer> SubmitAsync(
        SignedCheckpoint head, Func<ulong, TreeHash[]> prove, CancellationToken stop)
    {
        try
        {
            for (int attempt = 0; attempt < AttemptsMax; attempt++)
            {
                if (heldSize > head.Checkpoint.Size) return HoldsMore();
                AddCheckpointRequest request = new(heldSize, prove(heldSize), head);
                if (await SendAsync(request, stop) is { } answer) return answer;
            }
        }
        // A connection that is reset before TLS begins comes as a bare SocketException.
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException)
        {
            return new WitnessAnswer(WitnessOutcome.Unreachable);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new WitnessAnswer(WitnessOutcome.Unreachable);
        }

        return new WitnessAnswer(WitnessOutcome.Unreachable);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Forgotten once it is told: the next request asks the witness anew what it holds.</summary>
    private WitnessAnswer HoldsMore()
    {
        WitnessAnswer answer = new(WitnessOutcome.HoldsMore, HeldSize: heldSize);
        heldSize = 0;
        return answer;
    }

    /// <summary>Null when the witness told another size and the request is to be made again.</summary>
    private async Task<WitnessAnswer?> SendAsync(AddCheckpointRequest request, CancellationToken stop)
    {
        using ByteArrayContent content = new(request.ToBytes());
        using HttpResponseMessage response =
            await http.PostAsync(new Uri("add-checkpoint", UriKind.Relative), content, stop);
        byte[] body = await response.Content.ReadAsByteArrayAsync(stop);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return Accept(request.Head, body);
            case HttpStatusCode.Conflict:
                string line = Encoding.ASCII.GetString(body);
                if (!Checkpoint.TryParseSize(line, out ulong size))
                    return new WitnessAnswer(WitnessOutcome.Unreachable);
                heldSize = size;
                return null;
            case HttpStatusCode.UnprocessableEntity:
                return new WitnessAnswer(WitnessOutcome.HoldsOther, HeldSize: heldSize);
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest:
                return new WitnessAnswer(WitnessOutcome.NotConfigured);
            default:
                return new WitnessAnswer(WitnessOutcome.Unreachable);
        }
    }

    private WitnessAnswer Accept(SignedCheckpoint head, byte[] lines)
    {
        byte[] note = [.. Encoding.UTF8.GetBytes(head.Checkpoint.Text), (byte)'\n', .. lines];
        WitnessAnswer nonsense = new(WitnessOutcome.Unreachable);
        if (!SignedNote.TryParse(note, out SignedNote? cosigned, out _)) return nonsense;
        NoteSignature? line = cosigned.Signatures.FirstOrDefault(Key.Owns);
        if (line is null || !Key.Verify(head.Checkpoint.Text, line, out ulong timestamp)) return nonsense;
        heldSize = head.Checkpoint.Size;
        return new WitnessAnswer(WitnessOutcome.Cosigned, new Cosignature(Key, timestamp, line));
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
