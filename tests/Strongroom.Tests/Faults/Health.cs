using System.Diagnostics;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cli.Http;

namespace Strongroom.Tests.Faults;

/// <summary>Whether the house works again, and the heads of both logs that were seen on the way.</summary>
internal sealed class Health(House house) : IDisposable
{
    private static readonly TimeSpan RecoveryMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient signer = house.SignerClient();
    private readonly ApiClient server = house.ServerConfig.Client();
    private readonly Dictionary<string, SignedCheckpoint> seen = new(StringComparer.Ordinal);

    /// <summary>Every checkpoint that either log or a witness showed at some time.</summary>
    internal IReadOnlyCollection<SignedCheckpoint> SeenHeads => seen.Values;

    /// <summary>Waits until every program answers and the Signer signs; notes the logs' heads.</summary>
    internal async Task AwaitAsync()
    {
        string missing = "";
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < RecoveryMax; await Task.Delay(Pause))
        {
            foreach (HouseProgram program in house.Programs) program.Supervise();
            missing = await MissingAsync();
            if (missing.Length > 0) continue;
            NoteHeads();
            return;
        }

        throw new TimeoutException($"does not recover: {missing}");
    }

    internal void NoteHeads()
    {
        Note(Path.Combine(house.SignerLogFolder, "checkpoint"), File.ReadAllBytes);
        Note(Path.Combine(house.ServerConfig.LogFolder, "checkpoint"), File.ReadAllBytes);
        for (int number = 1; number <= House.WitnessCount; number++)
        {
            string[] held = JsonNode.Parse(File.ReadAllText(house.WitnessState(number)))!
                .AsArray().Select(note => note!.GetValue<string>()).ToArray();
            foreach (string note in held) Note(note, System.Text.Encoding.UTF8.GetBytes);
        }
    }

    public void Dispose()
    {
        signer.Dispose();
        server.Dispose();
    }

    private async Task<string> MissingAsync()
    {
        try
        {
            JsonNode status = JsonNode.Parse(await signer.GetStringAsync("/v1/status"))!;
            if (!status["signing"]!.GetValue<bool>()) return $"the Signer signs nothing: {status["reason"]}";
        }
        catch (HttpRequestException)
        {
            return "the Signer does not answer";
        }

        try
        {
            ApiAnswer ready = await server.GetAsync("/health/ready", CancellationToken.None);
            return ready.IsSuccess ? "" : "the Server is not ready";
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return "the Server does not answer";
        }
    }

    private void Note(string source, Func<string, byte[]> read)
    {
        bool isFile = source.StartsWith('/');
        if (isFile && !File.Exists(source)) return;
        byte[] bytes = read(source);
        SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out Refusal? refusal)
            .ShouldBeTrue($"{source}: {refusal}");
        seen[$"{head!.Checkpoint.Origin} {head.Checkpoint.Size} {head.Checkpoint.Root}"] = head;
    }
}
