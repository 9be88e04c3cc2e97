using System.Text;
using Strongroom.Activation;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Activation;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Somebody who wants a Signer unlocked and is not enough custodians: a stolen share, a listener on the line, one
/// custodian alone, or the owner of the data folder. Every try is counted in the record.
/// </summary>
public sealed class StolenActivationTests : IAsyncLifetime
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
    public async Task One_custodian_with_a_stolen_share_cannot_speak_for_another()
    {
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Alice)).ShouldBeNull();
        (await custodians.GiveAsync(harness.Alice)).ShouldBe(ActivationRefusal.GivenAlready);
        (await custodians.GiveAsync(harness.Bob, with => with with { Signer = harness.Alice }))
            .ShouldBe(ActivationRefusal.BadSignature);
        (await custodians.GiveAsync(harness.Victor, with => with with
        {
            Share = custodians.ShareOf(harness.Bob), ShareKey = custodians.KeyOf(harness.Bob),
        })).ShouldBe(ActivationRefusal.NotACustodian);
        (await custodians.GiveAsync(harness.Bob, with => with with
        {
            Share = custodians.ShareOf(harness.Alice), ShareKey = custodians.KeyOf(harness.Alice),
        })).ShouldBe(ActivationRefusal.ShareDiffers);
        await MustBeCountedAsync(
            ActivationRefusal.GivenAlready, ActivationRefusal.BadSignature, ActivationRefusal.NotACustodian,
            ActivationRefusal.ShareDiffers);
    }

    [Fact]
    public async Task A_share_overheard_at_one_start_opens_no_other()
    {
        await harness.StartLockedAsync();
        string earlier = await custodians.SessionAsync();
        await harness.StopAsync();
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Alice, with => with with { Session = earlier }))
            .ShouldBe(ActivationRefusal.BadSignature);
        await MustBeCountedAsync(ActivationRefusal.BadSignature);
    }

    [Fact]
    public async Task Shares_of_another_splitting_open_nothing_and_the_right_ones_still_do()
    {
        byte[] terms = File.ReadAllBytes(custodians.TermsOf("shares"));
        await custodians.SplitAsync("a secret of the thief"u8.ToArray(), "forged");
        File.WriteAllBytes(new DataFolder(harness.Data).Activation, terms);
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Alice)).ShouldBeNull();
        (await custodians.GiveAsync(harness.Bob, Forged(harness.Bob))).ShouldBe(ActivationRefusal.ShareDiffers);
        (await custodians.GiveAsync(harness.Bob)).ShouldBeNull();
        await harness.StopAsync();
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Alice, Forged(harness.Alice))).ShouldBeNull();
        (await custodians.GiveAsync(harness.Bob, Forged(harness.Bob))).ShouldBe(ActivationRefusal.SharesWrong);
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotActivated);
        (await custodians.GiveAsync(harness.Carol)).ShouldBeNull();
        (await custodians.GiveAsync(harness.Alice)).ShouldBeNull();
        harness.Pipeline.Status().Reason.ShouldBeNull();
        await MustBeCountedAsync(ActivationRefusal.ShareDiffers, ActivationRefusal.SharesWrong);
    }

    [Fact]
    public async Task Terms_in_which_somebody_else_became_a_custodian_open_nothing()
    {
        string path = new DataFolder(harness.Data).Activation;
        string altered = File.ReadAllText(path, Encoding.UTF8)
            .Replace($"{harness.Carol.Key.Id}", $"{harness.Victor.Key.Id}", StringComparison.Ordinal)
            .Replace("\"carol\"", "\"victor\"", StringComparison.Ordinal);
        File.WriteAllText(path, altered);
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Victor, with => with with
        {
            Share = custodians.ShareOf(harness.Carol), ShareKey = custodians.KeyOf(harness.Carol),
        })).ShouldBeNull();
        (await custodians.GiveAsync(harness.Alice)).ShouldBe(ActivationRefusal.SharesWrong);
        await MustBeCountedAsync(ActivationRefusal.SharesWrong);
    }

    [Fact]
    public async Task Who_left_the_roster_is_no_custodian_any_more()
    {
        await harness.StartAsync();
        SignerDesk desk = new(harness);
        IntentHead head = desk.Head();
        await desk.EnactAsync(SignerDesk.Parse(head.Compose(
            IntentKind.RosterChange, ("people", CanonicalArray.OfObjects([])),
            ("removed", CanonicalArray.OfTexts([$"{harness.Carol.Id}"])))));
        await harness.StopAsync();
        await harness.StartLockedAsync();
        (await custodians.GiveAsync(harness.Carol)).ShouldBe(ActivationRefusal.NotACustodian);
        await MustBeCountedAsync(ActivationRefusal.NotACustodian);
    }

    [Fact]
    public async Task A_file_that_nobody_signed_for_or_nobody_can_read_is_no_share()
    {
        await harness.StartLockedAsync();
        string session = await custodians.SessionAsync();
        byte[] noise = [.. Enumerable.Range(0, 200).Select(value => (byte)value)];
        Digest share = Digest.Sha256(noise);
        Digest hash = GivenShare.HashOf(harness.Genesis, session, harness.Alice.Id, share);
        GivenShare given = new(harness.Alice.Id, harness.Alice.Key.Id, share, harness.Alice.Sign(hash));
        foreach (byte[] file in (byte[][])[noise, [.. noise, 0]])
        {
            (await harness.Signer.Activation!.GiveAsync(given, file, CancellationToken.None))
                .MustRefuse(ActivationRefusal.ShareUnreadable);
        }

        await MustBeCountedAsync(ActivationRefusal.ShareUnreadable);
    }

    private Func<CustodianDesk.Wrong, CustodianDesk.Wrong> Forged(TestPerson person) =>
        with => with with { Share = custodians.ShareOf(person, "forged") };

    private async Task MustBeCountedAsync(params string[] codes)
    {
        await harness.RestartAsync();
        foreach (string code in codes) harness.Counted(code).ShouldBeGreaterThan(0, code);
    }
}
