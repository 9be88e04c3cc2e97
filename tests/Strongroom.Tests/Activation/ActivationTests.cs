using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Activation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Activation;

/// <summary>A Signer that starts locked, and the custodians who unlock it.</summary>
public sealed class ActivationTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private CustodianDesk custodians = null!;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.FoundedAsync();
        custodians = new CustodianDesk(harness);
        await custodians.SplitAsync(SignerHarness.Unlock);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task Signs_once_two_of_three_custodians_gave_their_shares_and_says_who_they_were()
    {
        await harness.StartLockedAsync();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotActivated);
        CliRun first = await custodians.GiveAsync(harness.Carol, host);
        first.ExitCode.ShouldBe(0, first.Output + first.Error);
        first.Output.ShouldContain("\"activated\": false");
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotActivated);
        CliRun second = await custodians.GiveAsync(harness.Alice, host);
        second.Output.ShouldContain("\"activated\": true");
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must().Signature.ShouldNotBeNull();
        ActivatedLeaf leaf = harness.LeavesOf<ActivatedLeaf>().ShouldHaveSingleItem();
        leaf.By.Select(given => $"{given.Person}").ShouldBe(["carol", "alice"]);
        ActivationTerms terms = Terms();
        leaf.Terms.ShouldBe(terms.Digest);
        RosterAndStation(out var roster, out var station);
        leaf.By.ShouldAllBe(given => given.Check(terms, leaf.Session, roster, station) == null);
    }

    [Fact]
    public async Task Decides_nothing_before_but_takes_what_stops_things()
    {
        await harness.StartLockedAsync();
        SignerDesk desk = new(harness);
        (await desk.SubmitAsync(desk.RegisterChain())).MustRefuse(SignerRefusal.NotActivated);
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must().IsCosigned.ShouldBeTrue();
        harness.Pipeline.Status().IsFrozen.ShouldBeTrue();
    }

    [Fact]
    public async Task Asks_again_after_every_start()
    {
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Alice)).ShouldBeNull();
        (await custodians.GiveAsync(harness.Bob)).ShouldBeNull();
        harness.Pipeline.Status().Reason.ShouldBeNull();
        (await custodians.GiveAsync(harness.Carol)).ShouldBe(ActivationRefusal.Done);
        await harness.StopAsync();
        await harness.StartLockedAsync();
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotActivated);
        (await custodians.GiveAsync(harness.Alice)).ShouldBeNull();
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotActivated);
    }

    [Fact]
    public async Task Nothing_is_given_to_another_build_than_the_one_expected()
    {
        await harness.StartLockedAsync();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        CliRun run = await custodians.GiveAsync(harness.Carol, host, new string('0', 64));
        run.ExitCode.ShouldBe(2, run.Output + run.Error);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("nothing was given");
        CliRun shown = await CliRun.RunAsync(
            "activation", "show", "--signer", $"https://127.0.0.1:{host.Port}", "--signer-pin", host.Pin);
        shown.Output.ShouldContain("given       []");
        shown.Output.ShouldContain($"{BuildHash.OfThisAssembly}");
    }

    [Fact]
    public async Task Does_not_start_without_a_secret_or_terms_nor_with_the_terms_of_another_house()
    {
        string path = new DataFolder(harness.Data).Activation;
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        CustodianDesk others = new(other);
        await others.SplitAsync(SignerHarness.Unlock);
        File.Copy(new DataFolder(other.Data).Activation, path, overwrite: true);
        (await RefusedAsync()).ShouldBe(ActivationRefusal.OtherInstitution);
        File.WriteAllText(path, "{}");
        (await RefusedAsync()).ShouldBe("json.missing-member");
        File.Delete(path);
        (await RefusedAsync()).ShouldBe(SignerRefusal.ActivationRequired);
    }

    private async Task<string> RefusedAsync()
    {
        (SignerInstance? signer, Refusal? refusal) =
            await SignerInstance.OpenAsync(harness.SettingsOf(harness.Data), null, NullLogger.Instance);
        signer.ShouldBeNull();
        return refusal!.Code;
    }

    private ActivationTerms Terms()
    {
        byte[] file = File.ReadAllBytes(new DataFolder(harness.Data).Activation);
        ActivationTerms.TryParse(file, out ActivationTerms? terms, out _).ShouldBeTrue();
        return terms;
    }

    private void RosterAndStation(out Strongroom.Roster.RosterState roster, out Strongroom.Roster.StationPin station)
    {
        using Signer.Registry.RecordedState.Turn turn = harness.Signer.Record.Take();
        (roster, station) = (turn.State.Roster, turn.State.Founding.Founding.Station);
    }
}
