using System.Net.Sockets;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Chains.Ethereum;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Faults;

/// <summary>
/// The whole product in a temporary folder with short paths: two witnesses, Signer and Server, each a process of
/// its own, for an institution whose people's keys the test holds.
/// </summary>
internal sealed class House : IDisposable
{
    internal const int WitnessCount = 2;
    internal const string SignerOrigin = "faults.example/signer";
    internal const string ServerOrigin = "faults.example/server";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Withdrawals =
        """
        {"destinations":"any","id":"withdrawals","kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],
        "requesters":["operators"]}
        """;

    private readonly List<HouseProgram> programs = [];
    private readonly LossyDisk? disk;

    internal House(LossyDisk? disk = null)
    {
        this.disk = disk;
        Folder = Directory.CreateTempSubdirectory("sr").FullName;
        ServerConfig = new ServerFiles(Folder, AnvilNode.FreePort());
        People = [Operator, Alice, Bob, Carol];
        foreach (string own in new[] { SignerData, WitnessFolder(1), WitnessFolder(2) })
        {
            Directory.CreateDirectory(own, OwnerOnly);
            disk?.Format(own);
        }
    }

    internal string Folder { get; }

    internal string SignerData => In("signer");

    internal string SignerSocket => In("signer.sock");

    internal string SignerLogFolder => Path.Combine(SignerData, "journal", "public");

    internal ServerFiles ServerConfig { get; }

    internal TestPerson Operator { get; } = new("odile", "operators");

    internal TestPerson Alice { get; } = new("alice", "approvers");

    internal TestPerson Bob { get; } = new("bob", "approvers");

    internal TestPerson Carol { get; } = new("carol", "approvers");

    internal IReadOnlyList<TestPerson> People { get; }

    internal List<NoteKey> WitnessKeys { get; } = [];

    internal List<HouseProgram> Witnesses { get; } = [];

    internal NoteKey SignerKey { get; private set; } = null!;

    internal Digest Genesis { get; private set; }

    internal HouseProgram Signer { get; private set; } = null!;

    internal HouseProgram Server { get; private set; } = null!;

    internal IReadOnlyList<HouseProgram> Programs => programs;

    internal string In(string name) => Path.Combine(Folder, name);

    internal string WitnessFolder(int number) => In($"w{number}");

    internal string WitnessState(int number) => Path.Combine(WitnessFolder(number), "state");

    internal string WitnessSocket(int number) => In($"w{number}.sock");

    /// <summary>Makes keys, founds the institution and starts witnesses and Signer.</summary>
    internal async Task FoundAsync()
    {
        File.WriteAllText(In("unlock"), "correct horse battery\n");
        File.SetUnixFileMode(In("unlock"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        SignerKey = ParseKey((await SignerCommand("prepare", "--origin", SignerOrigin))["key"]!.GetValue<string>());
        for (int number = 1; number <= WitnessCount; number++) await AddWitnessAsync(number);
        File.WriteAllBytes(In("founding.json"), SignedFounding().ToBytes());
        JsonNode founded = await SignerCommand(
            "found", "--founding", In("founding.json"), "--unlock-file", In("unlock"));
        Digest.TryParse(founded["institution"]!.GetValue<string>(), out Digest genesis, out _).ShouldBeTrue();
        Genesis = genesis;
        Signer = Add("signer", "Strongroom.Signer.dll", [
            "run", "--data", SignerData, "--socket", SignerSocket, "--unlock-file", In("unlock"),
            "--snapshot-every", "60", .. WitnessArguments()], SignerData);
        foreach (HouseProgram program in programs) program.Start();
    }

    /// <summary>Makes the Server's configuration and API key, and starts it.</summary>
    internal async Task StartServerAsync(Uri chain)
    {
        ServerConfig.Write(chain, SignerSocket, SignerTrust);
        HouseProgram addKey = Program("api-key", "Strongroom.Server.dll", [
            "api-key", "add", "--config", ServerConfig.Path, "--name", "journey",
            "--public-key", ServerConfig.ApiPublicKey,
            "--scopes", "read,clients,intents,withdrawals,reconcile,record"]);
        ServerConfig.ApiKeyId = await addKey.RunAsync();
        Server = Add("server", "Strongroom.Server.dll", ["run", "--config", ServerConfig.Path]);
        Server.Start();
    }

    /// <summary>What everybody trusts who verifies the Signer's log.</summary>
    internal LogTrust SignerTrust => new(SignerKey, WitnessKeys, WitnessCount);

    internal LogTrust ServerTrust
    {
        get
        {
            ServiceSigningKey.TryOpen(ServerConfig.LogKeyFile, out ServiceSigningKey? key).ShouldBeTrue();
            using (key) return new LogTrust(NoteKey.Log(ServerOrigin, key!.PublicKey), [], 0);
        }
    }

    /// <summary>An HTTP client of the Signer's socket.</summary>
    internal HttpClient SignerClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SignerSocket), stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://signer"),
        Timeout = TimeSpan.FromSeconds(40),
    };

    public void Dispose()
    {
        // The Server first: its cluster ends with it.
        foreach (HouseProgram program in programs.AsEnumerable().Reverse()) program.Dispose();
        ServerConfig.AwaitClusterEnd();
        foreach (TestPerson person in People) person.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AddWitnessAsync(int number)
    {
        string[] common =
        [
            "witness", "--name", $"w{number}.example", "--key", Path.Combine(WitnessFolder(number), "key"),
            "--state", WitnessState(number),
        ];
        HouseProgram printKey = Program($"w{number}-key", "Strongroom.Cli.dll", [.. common, "--print-key"], WitnessFolder(number));
        WitnessKeys.Add(ParseKey(await printKey.RunAsync()));
        HouseProgram witness = Add($"w{number}", "Strongroom.Cli.dll", [
            .. common, "--log", SignerKey.ToString(), "--listen", "unix:" + WitnessSocket(number)],
            WitnessFolder(number));
        Witnesses.Add(witness);
    }

    private IEnumerable<string> WitnessArguments() => Enumerable.Range(1, WitnessCount).SelectMany(
        number => new[] { "--witness", $"{WitnessKeys[number - 1]}=unix:{WitnessSocket(number)}" });

    private async Task<JsonNode> SignerCommand(string verb, params string[] arguments) =>
        JsonNode.Parse(await Program(
            verb, "Strongroom.Signer.dll", [verb, "--data", SignerData, .. arguments], SignerData).RunAsync())!;

    private CanonicalObject SignedFounding()
    {
        CanonicalObject body = CanonicalObject.Of(
            ("createdAt", Timestamp.From(DateTimeOffset.UtcNow).ToString()),
            ("journal", CanonicalObject.Of(("key", SignerKey.ToString()), ("origin", SignerOrigin))),
            ("name", "Faults Custody"),
            ("people", CanonicalArray.OfObjects(People.Select(person => person.ToCanonical()))),
            ("policy", TestPolicy.Of(1, TestPolicy.Governance, Withdrawals, TestPolicy.Inside)),
            ("profile", "demo"),
            ("schema", Founding.Schema),
            ("station", CanonicalObject.Of(("origin", RunningHost.Station), ("rpId", "station.localhost"))),
            ("witnesses", CanonicalArray.OfTexts(WitnessKeys.Select(key => key.ToString()))),
            ("witnessesMin", WitnessCount));
        Founding.TryParse(body, out Founding? founding, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return Strongroom.Roster.SignedFounding.Compose(
            founding!, People.Select(person => person.SignFounding(founding!)));
    }

    private HouseProgram Add(string name, string assembly, string[] arguments, string? ownFolder = null)
    {
        HouseProgram program = Program(name, assembly, arguments, ownFolder);
        programs.Add(program);
        return program;
    }

    private HouseProgram Program(string name, string assembly, string[] arguments, string? ownFolder = null)
    {
        HouseProgram program = new(name, Folder, assembly, arguments);
        if (ownFolder is not null) disk?.Attach(program.Environment, ownFolder);
        return program;
    }

    private static NoteKey ParseKey(string vkey)
    {
        NoteKey.TryParse(vkey, out NoteKey? key, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return key!;
    }
}
