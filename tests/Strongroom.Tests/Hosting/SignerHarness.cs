using Strongroom.Audit;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Roster;
using Strongroom.Tests.Audit;

namespace Strongroom.Tests.Hosting;

/// <summary>
/// An institution of its own for a test: people with keys, real witnesses on Unix sockets, a founded data folder,
/// and the Signer in this process without its listeners. Stop and start it, copy its folder, turn its clock.
/// </summary>
internal sealed class SignerHarness : IAsyncDisposable
{
    internal const string Origin = "demo.example/signer";
    internal static readonly byte[] Unlock = "correct horse battery"u8.ToArray();
    private static readonly Argon2idCost Cheap = new(1, 8);

    private readonly HarnessOptions options;
    private SignerInstance? running;

    private SignerHarness(HarnessOptions options)
    {
        this.options = options;
        Folder = Directory.CreateTempSubdirectory("srs").FullName;
        People = [Operator, Alice, Bob, Carol, Victor, Sam];
    }

    internal string Folder { get; }

    internal string Data => Path.Combine(Folder, "data");

    internal HandClock Time => options.Time;

    internal byte[] UnlockLine => options.Unlock;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());

    internal TestPerson Operator { get; } = new("odile", "operators");

    internal TestPerson Alice { get; } = new("alice", "approvers");

    internal TestPerson Bob { get; } = new("bob", "approvers");

    internal TestPerson Carol { get; } = new("carol", "approvers");

    internal TestPerson Victor { get; } = new("victor", "vetoers");

    internal TestPerson Sam { get; } = new("sam", "security");

    internal IReadOnlyList<TestPerson> People { get; }

    internal List<RunningWitness> Witnesses { get; } = [];

    internal NoteKey JournalKey { get; private set; } = null!;

    internal Digest Genesis { get; private set; }

    internal SignerInstance Signer => running ?? throw new InvalidOperationException("the Signer is not running");

    internal SigningPipeline Pipeline => Signer.Pipeline;

    internal LogTrust Trust => new(JournalKey, [.. Witnesses.Select(witness => witness.Key)], options.Witnesses);

    /// <summary>Founded and running, witnessed unless the witnesses are told otherwise.</summary>
    internal static async Task<SignerHarness> StartedAsync(HarnessOptions? options = null)
    {
        SignerHarness harness = await FoundedAsync(options);
        await harness.StartAsync();
        return harness;
    }

    internal static async Task<SignerHarness> FoundedAsync(HarnessOptions? options = null)
    {
        SignerHarness harness = new(options ?? new HarnessOptions());
        await harness.PrepareAsync();
        harness.Found(harness.Data, harness.SignedFounding()).ShouldBeNull();
        return harness;
    }

    /// <summary>Key and witnesses made, nothing founded.</summary>
    internal static async Task<SignerHarness> PreparedAsync(HarnessOptions? options = null)
    {
        SignerHarness harness = new(options ?? new HarnessOptions());
        await harness.PrepareAsync();
        return harness;
    }

    internal async Task StartAsync() => (await ReopenAsync()).ShouldBeNull();

    /// <summary>Running, whatever the witnesses say: null, or what they say.</summary>
    internal async Task<Refusal?> ReopenAsync()
    {
        (SignerInstance? signer, Refusal? refusal) = await OpenAsync(Data);
        refusal.ShouldBeNull();
        running = signer;
        return await signer!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Running, its keys locked until custodians give their shares.</summary>
    internal async Task StartLockedAsync()
    {
        (SignerInstance? signer, Refusal? refusal) =
            await SignerInstance.OpenAsync(SettingsOf(Data), null, options.Logger);
        refusal.ShouldBeNull();
        running = signer;
        (await signer!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeNull();
    }

    /// <summary>Opens any folder of this institution, a copy of the data folder for example.</summary>
    internal async Task<(SignerInstance? Signer, Refusal? Refusal)> OpenAsync(string data, byte[]? unlock = null)
    {
        using SecretBytes secret = SecretBytes.CopyOf(unlock ?? options.Unlock);
        return await SignerInstance.OpenAsync(SettingsOf(data), secret, options.Logger);
    }

    internal SignerSettings SettingsOf(string data) => new()
    {
        Folder = data,
        Witnesses = [.. Witnesses.Select(witness => $"{witness.Key}=unix:{witness.SocketPath}")],
        Time = Time,
        CosigningMax = options.CosigningMax,
        SnapshotEvery = options.SnapshotEvery,
        Fatal = problem => throw new InvalidOperationException("fatal", problem),
    };

    internal async Task StopAsync()
    {
        if (running is not null) await running.DisposeAsync();
        running = null;
    }

    internal async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>As a thief or a careless administrator would: a copy of the data folder as it is.</summary>
    internal string CopyData(string name)
    {
        string copy = Path.Combine(Folder, name);
        AuditBench.CopyFolder(Data, copy);
        return copy;
    }

    internal Refusal? Found(string data, CanonicalObject signedFounding)
    {
        FoundInstitution founding = new(new DataFolder(data), Time, Cheap, options.Hsm)
        {
            TokenLevel = options.TokenLevel,
        };
        using SecretBytes unlock = SecretBytes.CopyOf(options.Unlock);
        if (!founding.TryRun(signedFounding.ToBytes(), unlock, out FoundedInstitution? founded, out Refusal? refusal))
            return refusal;
        Adopt(founded.Institution);
        return null;
    }

    /// <summary>The genesis of a founding that the program did.</summary>
    internal void Adopt(string institution)
    {
        Digest.TryParse(institution, out Digest genesis, out _).ShouldBeTrue();
        Genesis = genesis;
    }

    internal CanonicalObject SignedFounding(Func<CanonicalObject, CanonicalObject>? change = null)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("createdAt", Now.ToString()),
            ("journal", CanonicalObject.Of(("key", JournalKey.ToString()), ("origin", Origin))),
            ("name", "Demo Custody"),
            ("people", CanonicalArray.OfObjects(People.Select(person => person.ToCanonical()))),
            ("policy", options.Policy),
            ("profile", options.Profile),
            ("schema", Founding.Schema),
            ("station", CanonicalObject.Of(
                ("origin", "https://station.localhost:8443"), ("rpId", "station.localhost"))),
            ("witnesses", CanonicalArray.OfTexts(Witnesses.Select(witness => witness.Key.ToString()))),
            ("witnessesMin", options.Witnesses));
        Founding.TryParse(change?.Invoke(body) ?? body, out Founding? founding, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return Strongroom.Roster.SignedFounding.Compose(
            founding!, People.Select(person => person.SignFounding(founding!)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (RunningWitness witness in Witnesses) await witness.StopAsync();
        foreach (TestPerson person in People) person.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        PrepareJournal.Run(Data, Origin, TextWriter.Null).ShouldBeNull();
        ServiceSigningKey.TryOpen(new DataFolder(Data).JournalKey, out ServiceSigningKey? key).ShouldBeTrue();
        using (key) JournalKey = NoteKey.Log(Origin, key!.PublicKey);
        for (int i = 1; i <= options.Witnesses; i++)
        {
            RunningWitness witness = new(Path.Combine(Folder, $"w{i}"), $"w{i}.example", JournalKey);
            await witness.StartAsync();
            Witnesses.Add(witness);
        }
    }
}
