using System.Net;
using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The whole program over its socket, with nothing but what a compromised Server and a thief of its disk have: the same
/// refusals, with the index of their leaf, and the same refusal to go on from an old folder.
/// </summary>
public sealed class SignerProcessTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;
    private Intent paid = null!;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync(new HarnessOptions { Time = new HandClock(DateTimeOffset.UtcNow) });
        desk = await new SignerDesk(harness).OpenAsync();
        paid = desk.Withdraw(SignerDesk.Wei("1000000000000000"));
        await desk.EnactAsync(paid);
        await harness.StopAsync();
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task A_compromised_server_gets_only_what_was_approved_and_its_tries_are_in_the_journal()
    {
        List<(ulong Index, string Code)> refusals = [];
        await using (SignerProcess signer = SignerProcess.Start(harness, harness.Data))
        {
            await signer.SettledAsync();
            Intent theft = desk.Withdraw(SignerDesk.Wei("1000000000000000"), HouseAtWork.Thief);
            refusals.Add(MustRefuse(await signer.SignAsync(paid, SignerDesk.Unsigned(theft, 0)), RegistryRefusal.CallDiffers));
            refusals.Add(MustRefuse(await signer.SignAsync(paid, SignerDesk.Unsigned(paid, 7)), RegistryRefusal.NonceNotNext));
            refusals.Add(MustRefuse(
                await signer.RegisterAsync(desk.Bytes(theft, null, harness.Alice)), PolicyRefusal.QuorumIncomplete));
            (HttpStatusCode status, JsonElement answer) = await signer.SignAsync(paid, SignerDesk.Unsigned(paid, 0));
            status.ShouldBe(HttpStatusCode.OK);
            byte[] raw = Convert.FromHexString(answer.GetProperty("signed").GetString()![2..]);
            SignedTransaction.TryDecode(raw, out SignedTransaction? signed, out _).ShouldBeTrue();
            signed!.Transaction.To.ShouldBe(SignerDesk.Recipient);
            refusals.Add(MustRefuse(await signer.SignAsync(paid, SignerDesk.Unsigned(paid, 1)), RegistryRefusal.NonceBound));
            await signer.StopAsync();
        }

        await harness.StartAsync();
        foreach ((ulong index, string code) in refusals)
        {
            ReadOnlyMemory<byte> bytes = harness.Signer.Record.Journal.Read(index);
            Leaf.TryParse(bytes.Span, out Leaf? leaf, out _).ShouldBeTrue();
            leaf.ShouldBeOfType<RefusedLeaf>().Code.ShouldBe(code);
        }

        harness.LeavesOf<SigningLeaf>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_signer_started_again_from_an_older_folder_signs_nothing()
    {
        string old = harness.CopyData("old");
        await using (SignerProcess signer = SignerProcess.Start(harness, harness.Data))
        {
            await signer.SettledAsync();
            (await signer.SignAsync(paid, SignerDesk.Unsigned(paid, 0))).Status.ShouldBe(HttpStatusCode.OK);
            await signer.KillAsync();
        }

        await using (SignerProcess restored = SignerProcess.Start(harness, old))
        {
            await restored.SettledAsync(SignerRefusal.JournalBehindWitness);
            (HttpStatusCode status, JsonElement problem) =
                await restored.SignAsync(paid, SignerDesk.Unsigned(paid, 0, feeGwei: 20));
            status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            problem.GetProperty("code").GetString().ShouldBe(SignerRefusal.JournalBehindWitness);
            await restored.StopAsync();
        }

        await harness.StartAsync();
        harness.LeavesOf<SigningLeaf>().Count.ShouldBe(1, "the true folder goes on, with what was signed");
    }

    private static (ulong Index, string Code) MustRefuse((HttpStatusCode Status, JsonElement Body) answer, string code)
    {
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body.ToString());
        answer.Body.GetProperty("code").GetString().ShouldBe(code);
        return (answer.Body.GetProperty("journalIndex").GetUInt64(), code);
    }
}
