using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Server.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Chains.Ethereum;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;
using Strongroom.Tests.Withdrawals;

namespace Strongroom.Tests.Attestations;

/// <summary>
/// Two attestors with nodes of their own, as programs; one node lies about a token's code. Server, Signer, PostgreSQL
/// and both chains are real.
/// </summary>
public sealed class AttestedJourneyTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sra").FullName;

    private ServerBench Bench => fixture.Bench;

    private string Genesis => Bench.Signer.Genesis.ToString();

    [JourneyFact]
    public async Task A_token_leaves_only_when_both_nodes_say_that_its_code_is_the_reviewed_one()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        (string token, string asset) = await FundAsync(desk);
        await AddAttestorsAsync(desk);
        await AskForCodeAsync(desk, token, asset);
        using AnvilNode liar = await AnvilNode.StartAsync();
        await liar.ControlAsync("anvil_setCode", token, "0x6001");

        JsonObject requested = await desk.WithdrawAsync("400", asset);
        string digest = (string)requested["intentDigest"]!;
        await Bench.ApproveAsync(digest);
        (await PreviewAsync(digest)).ShouldBe(PolicyRefusal.FactMissing);
        (await MissingAsync(digest)).ShouldContain($"code-hash of {BenchDesk.Chain}:{token} from 2 of group nodes");

        TurnSignersClock();
        byte[] honest = await AttestAsync("node-a", token, Bench.Chain!.Endpoint);
        byte[] lie = await AttestAsync("node-b", token, liar.Endpoint);
        await PostAsync(honest);
        await PostAsync(lie);
        (await PreviewAsync(digest)).ShouldBe(PolicyRefusal.FactDivergent);
        await MustRefuseAsync(digest, honest, lie);

        await Task.Delay(TimeSpan.FromSeconds(1.1));
        TurnSignersClock();
        await desk.MineAsync(1);
        await PostAsync(await AttestAsync("node-b", token, Bench.Chain.Endpoint));
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        RegisteredLeaf leaf = Bench.Signer.LeavesOf<RegisteredLeaf>().Single(one => $"{one.Intent.Digest}" == digest);
        leaf.Attestations.Select(one => $"{one.Attestation.Attestor}").Order().ShouldBe(["node-a", "node-b"]);
    }

    [JourneyFact]
    public async Task Balances_are_read_from_the_own_node_and_only_from_the_right_chain()
    {
        BenchDesk desk = new(Bench);
        string token = await desk.Control.DeployAsync("DemoToken", "e8d4a51000");
        await CliAsync(["keys", "new", "--person", "node-c", "--class", "attestor", "--key", KeyOf("node-c")]);
        (await BalanceAsync($"{BenchDesk.Chain}/erc20:{token}")).ShouldBe("1000000000000");
        string quantity = (string)(await desk.Control.CallAsync("eth_getBalance", ChainControl.Stranger, "latest"))!;
        UInt256.TryParseHexQuantity(quantity, out UInt256 wei).ShouldBeTrue();
        (await BalanceAsync(BenchDesk.Ether)).ShouldBe($"{wei}");
        using AnvilNode elsewhere = await AnvilNode.StartAsync(chainNumber: 31338);
        CliRun refused = await CliRun.RunAsync(Balance(BenchDesk.Ether, elsewhere.Endpoint));
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(Cli.CliRefusal.Node);
    }

    [JourneyFact]
    public async Task The_server_takes_no_attestation_that_the_signer_would_not()
    {
        SignedAttestation stranger = TestAttestor.Of("stranger", "nodes").Say(
            Bench.Signer.Genesis, Timestamp.From(DateTimeOffset.UtcNow), Claims.Price(SignerDesk.Ether, 1, 1));
        (await Bench.Api.PostAsync("/v1/attestations", stranger.ToBytes(), null, CancellationToken.None))
            .ToRefusal().Code.ShouldBe(AttestationRefusal.UnknownKey);
        (await Bench.Api.PostAsync("/v1/attestations", "{}"u8.ToArray(), null, CancellationToken.None))
            .ToRefusal().Code.ShouldBe(JsonRefusal.MissingMember);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(string Token, string Asset)> FundAsync(BenchDesk desk)
    {
        string token = await desk.Control.DeployAsync("DemoToken", "e8d4a51000");
        string asset = $"{BenchDesk.Chain}/erc20:{token}";
        await desk.SubmitAsync(
            IntentKind.AssetRegistration, ("asset", asset), ("decimals", 6), ("name", "AUSD"), ("symbol", "AUSD"));
        await WaitForCopyAsync(copy => copy.Assets.Contains(asset));
        string amount = "3e8".PadLeft(64, '0');
        string to = desk.Address[2..].ToLowerInvariant().PadLeft(64, '0');
        await desk.Control.SendAsync(token, ChainControl.Selector("transfer(address,uint256)") + to + amount);
        await desk.PayAsync(desk.Address, "1000000000000000000");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(asset, "1000");
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000000000000000000");
        return (token, asset);
    }

    // Each makes its own key and proves that it holds it; the quorum lets them in.
    private async Task AddAttestorsAsync(BenchDesk desk)
    {
        List<CanonicalObject> attestors = [];
        foreach (string name in (string[])["node-a", "node-b"])
        {
            string[] who = ["--person", name, "--class", "attestor", "--key", KeyOf(name)];
            await CliAsync(["keys", "new", .. who]);
            byte[] proved = await CliAsync(["keys", "prove", .. who, "--genesis", Genesis]);
            CanonicalJson.TryRead(proved, proved.Length, out CanonicalObject? body, out _).ShouldBeTrue();
            attestors.Add(body!.With("groups", CanonicalArray.Of("nodes")));
        }

        await desk.SubmitAsync(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Empty),
            ("attestors", CanonicalArray.OfObjects(attestors)));
    }

    private async Task AskForCodeAsync(BenchDesk desk, string token, string asset)
    {
        string code = (string)(await desk.Control.CallAsync("eth_getCode", token, "latest"))!;
        Hash32 hash = Hash32.Keccak(Convert.FromHexString(code.AsSpan(2)));
        string rule = $$"""
            {"assets":["{{asset}}"],
            "facts":[{"ageMaxSeconds":600,"count":2,"group":"nodes","hash":"{{hash}}","kind":"code-hash"}],
            "id":"attested","kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"]}
            """;
        await desk.SubmitAsync(
            IntentKind.PolicyChange, ("policy", TestPolicy.Of(2, TestPolicy.Governance, TestPolicy.SmallEther, rule)));
        await WaitForCopyAsync(copy => copy.Policy.Version == 2);
    }

    private Task WaitForCopyAsync(Func<RegistryCopy, bool> claim) => Wait.UntilAsync(() => Task.FromResult(
        Bench.Part<RegistryWatch>().TryGet(out RegistryCopy? copy, out _) && claim(copy)));

    private async Task<string?> PreviewAsync(string digest) =>
        (string?)(await Bench.GetAsync($"/v1/intents/{digest}"))["preview"]!["missingCode"];

    private async Task<string> MissingAsync(string digest) =>
        (string)(await Bench.GetAsync($"/v1/intents/{digest}"))["preview"]!["missing"]!;

    private Task<byte[]> AttestAsync(string name, string token, Uri node) => CliAsync(
    [
        "attest", "code-hash", "--attestor", name, "--key", KeyOf(name), "--genesis", Genesis,
        "--contract", $"{BenchDesk.Chain}:{token}", "--node", node.ToString(),
    ]);

    private async Task<string> BalanceAsync(string asset)
    {
        byte[] bytes = await CliAsync(Balance(asset, Bench.Chain!.Endpoint));
        SignedAttestation.TryParse(bytes, out SignedAttestation? signed, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        signed!.Attestation.Block.ShouldNotBeNull();
        return $"{((FactValue.Balance)signed.Attestation.Value).BaseUnits}";
    }

    private string[] Balance(string asset, Uri node) =>
    [
        "attest", "balance", "--attestor", "node-c", "--key", KeyOf("node-c"), "--genesis", Genesis,
        "--account", $"{BenchDesk.Chain}:{ChainControl.Stranger}", "--asset", asset, "--node", node.ToString(),
    ];

    private async Task PostAsync(byte[] attestation)
    {
        Cli.Http.ApiAnswer answer =
            await Bench.Api.PostAsync("/v1/attestations", attestation, null, CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue(Encoding.UTF8.GetString(answer.Body));
    }

    // What a Server that does not look itself would do.
    private async Task MustRefuseAsync(string digest, params byte[][] attestations)
    {
        Cli.Http.ApiAnswer bytes = await Bench.Api.GetAsync($"/v1/intents/{digest}/bytes", CancellationToken.None);
        Intent.TryParse(bytes.Body, out Intent? intent, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        SubmittedBytes submitted = new SignerDesk(Bench.Signer).Bytes(intent!) with
        {
            Attestations = [.. attestations.Select(one => (ReadOnlyMemory<byte>)one)],
        };
        Bench.Signer.MustBeOnRecord(
            await Bench.Signer.Pipeline.RegisterAsync(submitted, CancellationToken.None),
            PolicyRefusal.FactDivergent, intent!.Digest);
    }

    // The Signer's clock is turned by hand; the chains' and the attestors' go by themselves.
    private void TurnSignersClock() =>
        Bench.Signer.Time.Advance(DateTimeOffset.UtcNow - Bench.Signer.Time.GetUtcNow());

    private string KeyOf(string name) => Path.Combine(_folder, name + ".key");

    private static async Task<byte[]> CliAsync(string[] arguments)
    {
        CliRun run = await CliRun.RunAsync(arguments);
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        return Encoding.UTF8.GetBytes(run.Output.TrimEnd('\n'));
    }
}
