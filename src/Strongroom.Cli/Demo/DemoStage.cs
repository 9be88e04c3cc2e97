using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>What every step of the story has at hand.</summary>
internal sealed class DemoStage(
    DemoFolder folder, DemoPrograms programs, DemoProgress progress, Narrator narrator)
{
    internal static readonly int[] Witnesses = [1, 2];

    private DemoDesk? desk;

    internal DemoFolder Folder => folder;

    internal DemoPrograms Programs => programs;

    internal DemoProgress Progress => progress;

    internal Narrator Narrator => narrator;

    internal DemoPeople People { get; } = new(folder);

    internal required DemoPorts Ports { get; init; }

    internal required DemoCertificates Certificates { get; init; }

    /// <summary>There once the Server runs.</summary>
    internal DemoDesk Desk
    {
        get => desk ?? throw new DemoStoppedException("the Server does not run yet");
        set => desk = value;
    }

    internal Cast Cast => new(programs.Cast, Ports.RpcUrl);

    internal SignerCalls Signer => new(folder.SignerSocket);

    /// <summary>The institution, as the Signer states it.</summary>
    internal async Task<Digest> GenesisAsync(CancellationToken stop)
    {
        string text = (await Signer.GetAsync("v1/status", stop))["institution"]!.GetValue<string>();
        return Digest.TryParse(text, out Digest genesis, out Refusal? refusal)
            ? genesis
            : throw new DemoStoppedException(refusal.ToString());
    }

    internal string UnlockFile => folder.At("unlock.secret");

    /// <summary>The demo token's address.</summary>
    internal string Token => progress.Get("chain.token");

    internal string TokenAsset => DemoTerms.Token(Token);

    internal string SignerVkey => progress.Get("signer.vkey");

    internal IEnumerable<string> WitnessVkeys =>
        Witnesses.Select(number => progress.Get($"witness.{number}.vkey"));

    /// <summary>From the key that the Server made at its first start.</summary>
    internal string ServerVkey
    {
        get
        {
            if (!ServiceSigningKey.TryOpen(
                Path.Combine(folder.Server, "log.key"), out ServiceSigningKey? key))
                throw new DemoStoppedException("the Server's log key cannot be read");
            using (key) return NoteKey.Log(DemoTerms.ServerOrigin, key.PublicKey).ToString();
        }
    }

    internal string[] WitnessKeys(int number) =>
    [
        "--name", $"demo.strongroom.example/witness-{number}",
        "--key", Path.Combine(folder.Witnesses, $"{number}.key"),
        "--state", Path.Combine(folder.Witnesses, $"{number}.state"),
    ];

    internal string WitnessSocket(int number) => Path.Combine(folder.Sockets, $"w{number}.sock");

    /// <summary>Runs one of Strongroom's programs to its end and gives what it printed.</summary>
    internal Task<string> RunAsync(string program, string[] arguments, CancellationToken stop) =>
        Tool.RunAsync([programs.Host, program, .. arguments], stop);
}
