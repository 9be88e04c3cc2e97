using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Audit;

/// <summary>C2SP tlog-witness over a real Unix socket: every answer of the specification.</summary>
public sealed class WitnessTests : IAsyncDisposable
{
    private readonly AuditBench bench = new();
    private readonly MerkleHasher hasher = new();
    private readonly TreeHash[] leaves =
        [.. Enumerable.Range(0, 40).Select(i => MerkleHasher.LeafOf(AuditBench.Leaf(i)))];

    private readonly ServiceSigningKey signing;

    public WitnessTests()
    {
        string path = Path.Combine(bench.Folder, "log.key");
        ServiceSigningKey.TryOpen(path, out ServiceSigningKey? key).ShouldBeTrue();
        signing = key;
    }

    public async ValueTask DisposeAsync()
    {
        hasher.Dispose();
        signing.Dispose();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Cosigns_a_log_that_grows_and_says_when()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        foreach ((int old, int size) in ((int, int)[])[(0, 0), (0, 0), (0, 7), (7, 7), (7, 8), (8, 40)])
        {
            (HttpStatusCode status, string body) = await PostAsync(witness, Request(old, size));
            status.ShouldBe(HttpStatusCode.OK);
            byte[] bytes = Encoding.UTF8.GetBytes($"{Head(size).Checkpoint.Text}\n{body}");
            SignedNote.TryParse(bytes, out SignedNote? note, out _).ShouldBeTrue();
            note.Check(witness.Key, out ulong time).ShouldBeNull();
            time.ShouldBeInRange(1UL, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        }
    }

    [Fact]
    public async Task Tells_the_size_that_it_holds_when_the_old_size_differs()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        await PostAsync(witness, Request(0, 20));
        (await PostAsync(witness, Request(0, 30))).ShouldBe((HttpStatusCode.Conflict, "20\n"));
        (await PostAsync(witness, Request(10, 10))).ShouldBe((HttpStatusCode.Conflict, "20\n"));
        (await PostAsync(witness, Request(10, 30))).ShouldBe((HttpStatusCode.Conflict, "20\n"));
    }

    [Fact]
    public async Task Refuses_a_log_that_forks_and_remembers_after_a_restart()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        await PostAsync(witness, Request(0, 20));
        await witness.StopAsync();
        await witness.StartAsync();
        leaves[3] = leaves[4];
        (await PostAsync(witness, Request(20, 30))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(witness, Request(20, 20))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(witness, Request(0, 5))).ShouldBe((HttpStatusCode.Conflict, "20\n"));
    }

    [Fact]
    public async Task Refuses_what_is_malformed_unsigned_unknown_or_inconsistent()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        AddCheckpointRequest good = Request(0, 9);
        SignedNote note = good.Head.Note;
        NoteSignature line = note.Signatures[0];
        SignedCheckpoint foreign = Sign("other.example", 9, leaves[0]);
        SignedNote unsigned = note with { Signatures = [foreign.Note.Signatures[0]] };
        byte[] forged = line.Value.ToArray();
        forged[0] ^= 1;
        SignedNote wrong = note with { Signatures = [line with { Value = forged }] };
        string padded = "old 0" + Encoding.UTF8.GetString(good.ToBytes())["old ".Length..];
        await ExpectAsync(HttpStatusCode.BadRequest, "old 1\n"u8.ToArray());
        await ExpectAsync(HttpStatusCode.BadRequest, Encoding.UTF8.GetBytes(padded));
        await ExpectAsync(HttpStatusCode.BadRequest, (Request(9, 9) with { OldSize = 10 }).ToBytes());
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, (good with { Proof = [leaves[0]] }).ToBytes());
        await ExpectAsync(HttpStatusCode.NotFound, (good with { Head = foreign }).ToBytes());
        SignedCheckpoint empty = Sign(AuditBench.Origin, 0, leaves[0]);
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, (good with { Head = empty }).ToBytes());
        await ExpectAsync(HttpStatusCode.Forbidden, With(unsigned));
        await ExpectAsync(HttpStatusCode.Forbidden, With(wrong));
        await ExpectAsync(HttpStatusCode.OK, good.ToBytes());

        byte[] With(SignedNote other) => (good with { Head = good.Head with { Note = other } }).ToBytes();

        async Task ExpectAsync(HttpStatusCode status, byte[] body) =>
            (await PostAsync(witness, body)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Shows_monitors_the_last_head_that_it_cosigned()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AuditBench.Origin)));
        using HttpClient http = Client(witness);
        (await http.GetAsync($"{hash}/checkpoint")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PostAsync(witness, Request(0, 5));
        byte[] shown = await http.GetByteArrayAsync($"{hash}/checkpoint");
        SignedCheckpoint.TryParse(shown, out SignedCheckpoint? head, out _).ShouldBeTrue();
        bench.Trust.Check(head, out _).ShouldBeNull();
    }

    [Fact]
    public async Task Does_not_start_without_the_memory_that_it_had()
    {
        RunningWitness witness = await bench.AddWitnessAsync();
        await PostAsync(witness, Request(0, 5));
        byte[] state = File.ReadAllBytes(witness.StatePath);
        foreach (byte[] damaged in (byte[][])[[], state[..^5], [.. state[..60], (byte)'x', .. state[61..]]])
        {
            File.WriteAllBytes(witness.StatePath, damaged);
            WitnessState.TryOpen(witness.StatePath, witness.Key, out _, out Refusal? refusal).ShouldBeFalse();
            refusal!.Code.ShouldBe(AuditRefusal.SourceUnreadable);
        }

        File.Delete(witness.StatePath);
        WitnessState.TryOpen(witness.StatePath, witness.Key, out _, out _).ShouldBeFalse();
    }

    private AddCheckpointRequest Request(int old, int size) => new(
        (ulong)old, MerkleProofs.Consistency((ulong)old, (ulong)size, Read, hasher), Head(size));

    private SignedCheckpoint Head(int size) =>
        Sign(AuditBench.Origin, (ulong)size, MerkleProofs.Root((ulong)size, Read, hasher));

    private SignedCheckpoint Sign(string origin, ulong size, TreeHash root)
    {
        NoteKey key = NoteKey.Log(origin, signing.PublicKey);
        Checkpoint checkpoint = new(origin, size, root);
        NoteSignature line = key.Line(signing.Sign(key.Message(checkpoint.Text, 0)), 0);
        return new SignedCheckpoint(checkpoint, new SignedNote(checkpoint.Text, [line]));
    }

    private TreeHash Read(int level, ulong index)
    {
        TreeHash[] part = leaves[(int)(index << level)..(int)((index + 1) << level)];
        return hasher.Reduce(part);
    }

    private static Task<(HttpStatusCode Status, string Body)> PostAsync(
        RunningWitness witness, AddCheckpointRequest request) => PostAsync(witness, request.ToBytes());

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(
        RunningWitness witness, byte[] body)
    {
        using HttpClient http = Client(witness);
        using ByteArrayContent content = new(body);
        using HttpResponseMessage response = await http.PostAsync("add-checkpoint", content);
        if (response.StatusCode == HttpStatusCode.Conflict)
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/x.tlog.size");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static HttpClient Client(RunningWitness witness) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(witness.SocketPath), stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://witness/"),
    };
}
