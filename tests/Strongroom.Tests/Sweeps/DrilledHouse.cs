using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Faults;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Sweeps;

/// <summary>
/// A house with assets on a local chain, its Signer as a program, and people at terminals: two clients with ether and
/// tokens, one of them without ether for fees, a third with dust, a gas wallet.
/// </summary>
internal sealed class DrilledHouse : IAsyncDisposable
{
    private static readonly Argon2idCost Cheap = new(1, 8);

    private SignerProcess? signer;
    private int files;

    private DrilledHouse(SignerHarness harness, DevChain chain)
    {
        Harness = harness;
        Chain = chain;
        First = new SignerDesk(harness);
        Poor = new SignerDesk(harness);
        Dusty = new SignerDesk(harness);
    }

    internal SignerHarness Harness { get; }

    internal DevChain Chain { get; }

    internal SignerDesk First { get; }

    internal SignerDesk Poor { get; }

    internal SignerDesk Dusty { get; }

    internal Digest Root { get; private set; }

    internal AccountId Gas { get; } = AccountId.From(Guid.CreateVersion7());

    internal WalletId House { get; } = WalletId.From(Guid.CreateVersion7());

    /// <summary>Of the accounts that held something before the drill.</summary>
    internal Dictionary<AccountId, string> Addresses { get; } = [];

    internal string Incident => Path.Combine(Harness.Folder, "incident");

    internal static BigInteger Ether(int thousandths) => BigInteger.Pow(10, 15) * thousandths;

    internal static async Task<DrilledHouse> StartAsync()
    {
        DevChain chain = await DevChain.StartAsync();
        HarnessOptions options = HouseAtWork.Options with { Time = new HandClock(DateTimeOffset.UtcNow) };
        DrilledHouse house = new(await SignerHarness.StartedAsync(options), chain);
        await house.OpenAsync();
        foreach (TestPerson person in house.Harness.People) person.SaveKey(house.Harness.Folder);
        await house.RunSignerAsync();
        return house;
    }

    internal string PathOf(string name) => Path.Combine(Harness.Folder, name);

    internal string KeyOf(TestPerson person) => PathOf($"{person.Id}.pem");

    /// <summary>The command line, at the Signer's socket where the command calls it.</summary>
    internal static async Task<string> CliAsync(params string[] arguments)
    {
        CliRun run = await CliRun.RunAsync(arguments);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}\n{run.Error}{run.Output}");
        return run.Output;
    }

    internal Task<string> CallAsync(params string[] arguments) =>
        CliAsync([.. arguments, "--signer", $"unix:{PathOf("process.sock")}"]);

    internal string[] Nodes => ["--node", $"{Chain.Endpoint}"];

    internal async Task<string> StepAsync(params string[] more)
    {
        string answer = await CallAsync(
            ["key", "compromise", "--root", $"{Root}", "--reason", "A token was stolen.", "--folder", Incident, "--json", .. more]);
        return JsonNode.Parse(answer)!["step"]!.GetValue<string>();
    }

    /// <summary>Requested by the operator, approved by two, handed in at the terminal.</summary>
    internal async Task RegisterAsync(string intentFile, string? attachment = null)
    {
        Intent.TryParse(await File.ReadAllBytesAsync(intentFile), out Intent? intent, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        List<string> arguments = ["intent", "register", intentFile];
        arguments.AddRange(["--statement", Say(Harness.Operator, Verdict.Request, intent!.Digest)]);
        arguments.AddRange(["--statement", Say(Harness.Alice, Verdict.Approve, intent.Digest)]);
        arguments.AddRange(["--statement", Say(Harness.Bob, Verdict.Approve, intent.Digest)]);
        if (attachment is not null) arguments.AddRange(["--attachment", attachment]);
        await CallAsync([.. arguments]);
    }

    internal async Task FreezeAsync()
    {
        string file = PathOf("freeze.json");
        await CliAsync(
            "statement", "sign", "--verdict", "freeze", "--genesis", $"{Harness.Genesis}", "--person", "sam",
            "--key", KeyOf(Harness.Sam), "--out", file);
        await CallAsync("statement", "send", file);
    }

    /// <summary>Planned, approved, performed, its transcript registered.</summary>
    internal async Task PerformAsync(CanonicalObject plan, Digest root)
    {
        Intent ceremony = SignerDesk.Parse(Head().Compose(IntentKind.Ceremony, ("plan", plan)));
        await RegisterAsync(Write(ceremony.Bytes.ToArray()));
        string transcript = Write(PlayedCeremony.Of(ceremony, root, Now)), intent = PathOf($"registration-{++files}.json");
        await CliAsync("key", "register", transcript, "--out", intent);
        await RegisterAsync(intent, transcript);
    }

    internal async Task ChangeStateAsync(Digest root, string state)
    {
        string file = PathOf($"state-{++files}.json");
        await CliAsync(
            "key", "state", "--root", $"{root}", "--state", state, "--reason", "the drill",
            "--institution", $"{Harness.Genesis}", "--out", file);
        await RegisterAsync(file);
    }

    /// <summary>The keystore of a new root, brought in by the Signer's own program while it is stopped.</summary>
    internal async Task<Digest> AddRootAsync()
    {
        using SecretBytes unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        SealedSeed made = SealedSeed.Create(unlock, Harness.Genesis.ToBytes(), Cheap);
        made.TryOpen(unlock, Harness.Genesis.ToBytes(), out SecretBytes? seed).ShouldBeTrue();
        Digest root;
        using (seed) root = Digest.FromBytes(MasterKeyName.Of(seed!));
        string keystore = Write(made.ToBytes());
        await signer!.StopAsync();
        using Process add = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll"), "add-keystore", "--data", Harness.Data,
            "--keystore", keystore, "--unlock-file", PathOf("unlock"),
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        (await add.StandardOutput.ReadToEndAsync()).ShouldContain($"{root}");
        await add.WaitForExitAsync();
        add.ExitCode.ShouldBe(0);
        await RunSignerAsync();
        await PerformAsync(SignerDesk.Plan("generate-root"), root);
        await ChangeStateAsync(root, "active");
        return root;
    }

    /// <summary>A bundle: planned, requested and approved at three terminals, carried out.</summary>
    internal async Task<JsonNode> PlanAsync(string name)
    {
        string output = await CallAsync(
            ["sweep", "plan", "--root", $"{Root}", "--out", PathOf(name), "--json", .. Nodes]);
        return JsonNode.Parse(output)!;
    }

    internal async Task<string[]> SignAsync(string name)
    {
        List<string> statements = [];
        foreach ((TestPerson person, string verdict) in ((TestPerson, string)[])
            [(Harness.Operator, "request"), (Harness.Alice, "approve"), (Harness.Bob, "approve")])
        {
            string file = PathOf($"{name}.{person.Id}");
            await CliAsync(
                "sweep", "sign", PathOf(name), "--verdict", verdict, "--person", $"{person.Id}", "--key", KeyOf(person),
                "--out", file);
            statements.AddRange(["--statements", file]);
        }

        return [.. statements];
    }

    internal Task<string> ExecuteAsync(string name, string[] statements) =>
        CallAsync(["sweep", "execute", PathOf(name), "--json", .. statements, .. Nodes]);

    public async ValueTask DisposeAsync()
    {
        if (signer is not null) await signer.DisposeAsync();
        await Harness.DisposeAsync();
        Chain.Dispose();
    }

    internal async Task StopSignerAsync()
    {
        await signer!.StopAsync();
        await signer.DisposeAsync();
        signer = null;
    }

    private static Timestamp Now => Timestamp.From(DateTimeOffset.UtcNow);

    private IntentHead Head() =>
        new(Harness.Genesis, IntentId.From(Guid.CreateVersion7()), Now, Now + TimeSpan.FromDays(1));

    private async Task RunSignerAsync()
    {
        if (signer is not null) await signer.DisposeAsync();
        else await Harness.StopAsync();
        signer = SignerProcess.Start(Harness, Harness.Data);
        await signer.SettledAsync();
    }

    private async Task OpenAsync()
    {
        await First.EnactAsync(First.RegisterChain());
        AssetId token = HouseAtWork.Token;
        await First.EnactAsync(SignerDesk.Parse(First.Head().Compose(
            IntentKind.AssetRegistration, ("asset", $"{token}"), ("decimals", 6), ("name", "Demo dollar"),
            ("symbol", "USDX"))));
        foreach (SignerDesk desk in (SignerDesk[])[First, Poor, Dusty])
        {
            await First.EnactAsync(desk.RegisterClient());
            await First.EnactAsync(desk.OpenWallet());
        }

        await First.EnactAsync(SignerDesk.Parse(First.Head().Compose(
            IntentKind.HouseWalletOpening, ("purpose", "gas"), ("wallet", $"{House}"),
            ("accounts", HouseAtWork.Accounts(Gas, generation: 0)))));
        using (Strongroom.Signer.Registry.RecordedState.Turn turn = Harness.Signer.Record.Take())
            Root = turn.State.Roots.ShouldHaveSingleItem().Root;
        await Chain.PayAsync(await AddressAsync(First.Account), Ether(1000));
        await Chain.PayTokensAsync(await AddressAsync(First.Account), 500_000_000);
        await Chain.PayTokensAsync(await AddressAsync(Poor.Account), 300_000_000);
        await Chain.PayAsync(await AddressAsync(Dusty.Account), 1000);
        await Chain.PayAsync(await AddressAsync(Gas), Ether(2000));
    }

    private async Task<string> AddressAsync(AccountId account)
    {
        string address =
            (await Harness.Pipeline.AccountAsync(account, CancellationToken.None)).Must().Account.Address.ToString();
        Addresses[account] = address;
        return address;
    }

    private string Say(TestPerson person, Verdict verdict, Digest intent) =>
        Write(person.Say(Harness.Genesis, verdict, Now, intent).ToBytes());

    private string Write(byte[] bytes)
    {
        string path = PathOf($"file-{++files}.json");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
