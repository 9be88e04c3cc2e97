using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Recovery;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Recovery;

/// <summary>Descriptors from a running Signer, and the same from its journal when no Signer runs any more.</summary>
public sealed class DescriptorTests : IAsyncLifetime
{
    private const string Delayed =
        """
        {"delayMinutes":60,"id":"slow-openings","kinds":["wallet-opening"],"quorums":[[{"count":2,"group":"approvers"}]],
        "requesters":["operators"]}
        """;

    private SignerHarness _harness = null!;
    private SignerDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _harness = await SignerHarness.StartedAsync(new HarnessOptions
        {
            Policy = TestPolicy.Of(1, Delayed, TestPolicy.Governance),
        });
        _desk = new SignerDesk(_harness);
        await _desk.EnactAsync(_desk.RegisterChain());
        await _desk.EnactAsync(_desk.RegisterClient());
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task A_running_Signer_and_its_journal_alone_give_the_same_accounts()
    {
        string online = PathOf("online.jsonl"), offline = PathOf("offline.jsonl");
        await using (RunningHost host = await RunningHost.StartAsync(_harness))
        {
            Intent opening = _desk.OpenWallet();
            await _desk.EnactAsync(opening);
            await ExportAsync(online, "--socket", host.Socket);
            Read(online).Sum(part => part.Accounts.Count).ShouldBe(0);
            await TakeEffectAsync(opening);
            await ExportAsync(online, "--socket", host.Socket);
            (await host.Public.GetAsync("/v1/descriptors/0")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
            (await host.Local.GetAsync("/v1/descriptors/9999")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        }

        DescriptorAccount account = Read(online).SelectMany(part => part.Accounts).ShouldHaveSingleItem();
        AccountRecord record = (await _harness.Pipeline.AccountAsync(_desk.Account, CancellationToken.None)).Must().Account;
        (account.Address, account.Path, account.Root, account.Owner, account.Level).ShouldBe(
            (record.Address, record.Path, record.Root, record.Owner, record.Level));
        await _harness.Signer.Record.Journal.PublishAsync();
        await _harness.StopAsync();
        await ExportAsync(offline, Offline);
        Read(offline).SelectMany(part => part.Accounts).ShouldBe([account]);
        // What was exported online is gone on with offline.
        await ExportAsync(online, Offline);
        Read(online).Sum(part => part.Accounts.Count).ShouldBe(1);
        CliRun check = await CliRun.RunAsync("descriptors", "check", online, "--log-key", $"{_harness.JournalKey}", "--json");
        JsonNode.Parse(check.Output)!["accountsByRoot"]![$"{record.Root}"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Every_part_that_leaves_is_in_the_journal()
    {
        byte[] line = (await _harness.Pipeline.DescriptorsAsync(0, CancellationToken.None)).Must().Line.ToArray();
        ulong last = _harness.Signer.Record.Journal.Size - 1;
        Leaf.TryParse(_harness.Signer.Record.Journal.Read(last).Span, out Leaf? leaf, out _).ShouldBeTrue();
        ExportedLeaf exported = leaf.ShouldBeOfType<ExportedLeaf>();
        exported.Part.ShouldBe(Digest.Sha256(line));
        (exported.From, exported.To).ShouldBe((0UL, last));
        await _harness.RestartAsync();
    }

    [Fact]
    public async Task Parts_that_do_not_belong_together_are_refused()
    {
        DescriptorPart first = await PartAsync(0);
        DescriptorPart second = await PartAsync(first.To);
        first.CheckAfter(null).ShouldBeNull();
        second.CheckAfter(first).ShouldBeNull();
        second.CheckAfter(null)!.Code.ShouldBe(RecoveryRefusal.Gap);
        first.CheckAfter(second)!.Code.ShouldBe(RecoveryRefusal.Gap);
        (second with { Genesis = Digest.Sha256("elsewhere"u8) }).CheckAfter(first)!.Code.ShouldBe(RecoveryRefusal.Mixed);
        using Ed25519PrivateKey other = Ed25519PrivateKey.Generate();
        byte[] line = first.Sign(hash => other.Sign(hash.ToBytes())).ToBytes();
        DescriptorPart.TryParse(line, _harness.JournalKey, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(RecoveryRefusal.Signature);
    }

    [Fact]
    public async Task An_export_needs_a_source_and_the_journals_own_key()
    {
        string file = PathOf("none.jsonl");
        (await RunAsync(file)).Error.ShouldContain(RecoveryRefusal.Source);
        await _harness.Signer.Record.Journal.PublishAsync();
        string other = PathOf("other.pem");
        using (Ed25519PrivateKey key = Ed25519PrivateKey.Generate()) key.Save(other);
        (await RunAsync(file, Offline[0], Offline[1], "--journal-key", other)).Error.ShouldContain(RecoveryRefusal.JournalKey);
        File.WriteAllText(file, "");
        (await RunAsync(file, Offline)).Error.ShouldContain(RecoveryRefusal.Incomplete);
        File.Delete(file);
        await ExportAsync(file, Offline);
        CliRun sweep = await CliRun.RunAsync(
            "recover", "plan", "--descriptors", file, "--log-key", $"{_harness.JournalKey}", "--rpc", "ftp://nowhere");
        sweep.ExitCode.ShouldBe(1);
        sweep.Error.ShouldContain("--rpc");
    }

    private string[] Offline =>
    [
        "--journal", Path.Combine(_harness.Data, "journal", "public"), "--journal-key", new DataFolder(_harness.Data).JournalKey,
    ];

    private string PathOf(string name) => Path.Combine(_harness.Folder, name);

    private async Task TakeEffectAsync(Intent intent)
    {
        _harness.Time.Advance(TimeSpan.FromMinutes(61));
        (await _harness.Pipeline.EffectAsync(intent.Digest, CancellationToken.None)).Must();
    }

    private async Task<DescriptorPart> PartAsync(ulong from)
    {
        ReadOnlyMemory<byte> line = (await _harness.Pipeline.DescriptorsAsync(from, CancellationToken.None)).Must().Line;
        DescriptorPart.TryParse(line.Span, _harness.JournalKey, out DescriptorPart? part, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return part!;
    }

    private List<DescriptorPart> Read(string path)
    {
        List<DescriptorPart> parts = [];
        foreach (string line in File.ReadAllLines(path))
        {
            DescriptorPart.TryParse(Encoding.UTF8.GetBytes(line), _harness.JournalKey, out DescriptorPart? part, out _)
                .ShouldBeTrue();
            parts.Add(part!);
        }

        return parts;
    }

    private async Task ExportAsync(string path, params string[] source)
    {
        CliRun run = await RunAsync(path, source);
        run.ExitCode.ShouldBe(0, run.Error);
    }

    private Task<CliRun> RunAsync(string path, params string[] source) => CliRun.RunAsync(
        ["descriptors", "export", "--out", path, "--log-key", $"{_harness.JournalKey}", .. source]);
}
