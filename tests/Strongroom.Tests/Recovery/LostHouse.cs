using System.Text.Json.Nodes;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Recovery;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Recovery;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Faults;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Recovery;

/// <summary>
/// An institution whose root comes from a ceremony at a terminal, whose accounts hold assets on a local chain, and of
/// which nothing is left in the end but descriptors, share files and custodians' keys.
/// </summary>
internal sealed class LostHouse : IAsyncDisposable
{
    internal static readonly byte[] Unlock = "correct horse battery staple"u8.ToArray();

    private readonly DirectoryInfo _safe = Directory.CreateTempSubdirectory("strongroom-safe-");

    private LostHouse(SignerHarness harness, CeremonyRoom room, DevChain chain)
    {
        Harness = harness;
        Room = room;
        Chain = chain;
        Desk = new SignerDesk(harness);
    }

    internal SignerHarness Harness { get; }

    internal CeremonyRoom Room { get; }

    internal DevChain Chain { get; }

    internal SignerDesk Desk { get; }

    internal ClientId Second { get; } = ClientId.From(Guid.CreateVersion7());

    internal AccountId Gas { get; } = AccountId.From(Guid.CreateVersion7());

    internal WalletId House { get; } = WalletId.From(Guid.CreateVersion7());

    /// <summary>By owner: the client of the desk, the second client, the house.</summary>
    internal Dictionary<string, string> Addresses { get; } = [];

    internal string Descriptors => PathOf("descriptors.jsonl");

    internal string JournalKey => Harness.JournalKey.ToString();

    internal string PathOf(string name) => Path.Combine(_safe.FullName, name);

    internal static async Task<LostHouse> StartAsync()
    {
        SignerHarness harness = await SignerHarness.FoundedAsync(new HarnessOptions { Unlock = Unlock });
        CeremonyRoom room = new() { Institution = harness.Genesis };
        await room.MakeCustodianKeysAsync();
        room.Recipients["erin"] = await MakeKeyAsync(room, "erin");
        LostHouse house = new(harness, room, await DevChain.StartAsync());
        await house.GenerateAsync("root");
        File.Copy(room.PathOf("root", "keystore.json"), new DataFolder(harness.Data).Keystore, overwrite: true);
        await harness.StartAsync();
        await house.OpenAsync();
        return house;
    }

    /// <summary>A ceremony of one more root for the same people.</summary>
    internal async Task GenerateAsync(string folder)
    {
        CliRun planned = await Room.PlanAsync(Room.Draft("generate-root"), $"{folder}.plan");
        planned.ExitCode.ShouldBe(0, planned.Error);
        using TerminalRun run = TerminalRun.Start(Room.Perform($"{folder}.plan", folder));
        await run.BeginAsync();
        await run.RollAsync();
        await run.TakeFilesAsync();
        await run.GoOnAsync("seal");
        await run.SignAsync("carol", "dave", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
    }

    /// <summary>Part after part out of the running Signer, as its listener hands them out.</summary>
    internal async Task ExportAsync()
    {
        ulong end = Harness.Pipeline.Status().Size;
        for (ulong from = 0; from < end;)
        {
            DescriptorAnswer answer = (await Harness.Pipeline.DescriptorsAsync(from, CancellationToken.None)).Must();
            await File.AppendAllTextAsync(
                Descriptors, System.Text.Encoding.UTF8.GetString(answer.Line.Span) + "\n");
            from = JsonNode.Parse(answer.Line.Span)!["to"]!.GetValue<ulong>();
        }
    }

    /// <summary>The worst that somebody with the journal's key can do: name another address as an account's.</summary>
    internal void ForgeAddress()
    {
        ServiceSigningKey.TryOpen(new DataFolder(Harness.Data).JournalKey, out ServiceSigningKey? key).ShouldBeTrue();
        using ServiceSigningKey owned = key!;
        byte[] line = File.ReadAllBytes(Descriptors)[..^1];
        DescriptorPart.TryParse(line, Harness.JournalKey, out DescriptorPart? part, out _).ShouldBeTrue();
        DescriptorAccount[] accounts = [.. part!.Accounts];
        accounts[0] = accounts[0] with { Address = SignerDesk.Recipient };
        CanonicalObject forged = (part with { Accounts = accounts }).Sign(hash => owned.Sign(hash.ToBytes()));
        File.WriteAllBytes(PathOf("forged.jsonl"), [.. forged.ToBytes(), (byte)'\n']);
    }

    /// <summary>What the custodians have, and nothing of the Signer.</summary>
    internal async Task LoseEverythingAsync(params string[] custodians)
    {
        for (int i = 0; i < custodians.Length; i++)
        {
            int number = Array.IndexOf(CeremonySamples.Custodians, custodians[i]) + 1;
            File.Copy(Room.PathOf("root", $"share-{number}-{custodians[i]}.age"), PathOf($"{custodians[i]}.age"));
            File.Copy(Room.PathOf($"{custodians[i]}.age-key"), PathOf($"{custodians[i]}.key"));
        }

        await Harness.StopAsync();
        Directory.Delete(Harness.Data, recursive: true);
        Directory.Delete(Room.PathOf("root"), recursive: true);
    }

    internal string[] Sweep(string folder, IEnumerable<string> custodians, params IEnumerable<string> more)
    {
        List<string> arguments =
        [
            "recover", "sweep", "--descriptors", Descriptors, "--log-key", JournalKey, "--rpc", $"{Chain.Endpoint}",
            "--out", PathOf(folder),
        ];
        foreach (string custodian in custodians)
            arguments.AddRange(["--share", PathOf($"{custodian}.age"), "--key", PathOf($"{custodian}.key")]);
        return [.. arguments, .. more];
    }

    public async ValueTask DisposeAsync()
    {
        Chain.Dispose();
        if (!Directory.Exists(Harness.Data)) Directory.CreateDirectory(Harness.Data);
        await Harness.DisposeAsync();
        Room.Dispose();
        _safe.Delete(recursive: true);
    }

    private async Task OpenAsync()
    {
        await Desk.OpenAsync();
        Addresses["first"] = $"{Desk.Payer}";
        await Desk.EnactAsync(SignerDesk.Parse(Desk.Head().Compose(
            IntentKind.AssetRegistration, ("asset", Chain.TokenAsset), ("decimals", 6), ("name", "Demo Dollar"),
            ("symbol", "DUSD"))));
        await Desk.EnactAsync(SignerDesk.Parse(Desk.Head().Compose(
            IntentKind.ClientRegistration, ("client", $"{Second}"),
            ("nameCommitment", Digest.Sha256("Grace Hopper"u8).ToString()), ("service", "custody"))));
        AccountId second = AccountId.From(Guid.CreateVersion7());
        Addresses["second"] = await OpenAsync(second, Desk.Head().Compose(
            IntentKind.WalletOpening, ("client", $"{Second}"), ("wallet", $"{WalletId.From(Guid.CreateVersion7())}"),
            ("accounts", Account(second))));
        Addresses["house"] = await OpenAsync(Gas, Desk.Head().Compose(
            IntentKind.HouseWalletOpening, ("wallet", $"{House}"), ("purpose", "gas"), ("accounts", Account(Gas))));
    }

    private async Task<string> OpenAsync(AccountId account, CanonicalObject intent)
    {
        await Desk.EnactAsync(SignerDesk.Parse(intent));
        return (await Harness.Pipeline.AccountAsync(account, CancellationToken.None)).Must().Account.Address.ToString();
    }

    private static CanonicalArray Account(AccountId id) =>
        CanonicalArray.Of(new AccountTerms(id, SignerDesk.Chain, 0, Temperature.Hot).ToCanonical());

    private static async Task<string> MakeKeyAsync(CeremonyRoom room, string person)
    {
        CliRun made = await CliRun.RunAsync("custodian", "keys", "new", "--key", room.PathOf($"{person}.age-key"), "--json");
        made.ExitCode.ShouldBe(0, made.Error);
        return JsonNode.Parse(made.Output)!["recipient"]!.GetValue<string>();
    }
}
