using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A live clone of the Signer's machine, memory of the disk and unlock secret included: two Signers cannot both go on,
/// because every witness follows one of them. Whoever is left behind stops and says why.
/// </summary>
public sealed class ClonedSignerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private HouseAtWork house = null!;
    private Intent intent = null!;

    public async Task InitializeAsync()
    {
        house = await HouseAtWork.OpenAsync();
        intent = house.Desk.Withdraw(SignerDesk.HalfEther);
        await house.Desk.EnactAsync(intent);
    }

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_clone_that_starts_while_the_original_runs_ends_the_original_which_signs_nothing_more()
    {
        string copy = house.Harness.CopyData("clone");
        (SignerInstance? clone, Refusal? refusal) = await house.Harness.OpenAsync(copy);
        refusal.ShouldBeNull();
        await using (clone)
        {
            (await clone!.WitnessedAsync().WaitAsync(Patience)).ShouldBeNull();
            (await house.Desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.JournalForked);
            house.Pipeline.Status().Reason.ShouldBe(SignerRefusal.JournalForked);
            (await house.Desk.SubmitAsync(house.Desk.Withdraw())).MustRefuse(SignerRefusal.JournalForked);
            (await house.Desk.StateAsync(house.Harness.Carol, Verdict.Reject, intent.Digest))
                .MustRefuse(SignerRefusal.JournalForked);
        }
    }

    [Fact]
    public async Task A_clone_of_yesterday_is_behind_the_original_which_goes_on()
    {
        string copy = house.Harness.CopyData("clone");
        (await house.Desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        for (int i = 0; i < 3; i++) await house.Desk.EnactAsync(house.Desk.Withdraw(SignerDesk.Wei("1")));
        (SignerInstance? clone, _) = await house.Harness.OpenAsync(copy);
        await using (clone)
        {
            Refusal? why = await clone!.WitnessedAsync().WaitAsync(Patience);
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            (await clone.Pipeline.SignAsync(intent.Digest, SignerDesk.Unsigned(intent, 0, 20), CancellationToken.None))
                .MustRefuse(SignerRefusal.JournalBehindWitness);
            clone.Record.Journal.Conflict.ShouldNotBeNull();
        }

        Intent next = house.Desk.Withdraw();
        (await house.Desk.SubmitAsync(next, SignerDesk.Unsigned(next, 1))).Must();
    }

    [Fact]
    public async Task The_same_nonce_is_never_given_to_two_intents_by_two_signers()
    {
        Intent other = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
        await house.Desk.EnactAsync(other);
        string copy = house.Harness.CopyData("clone");
        (SignerInstance? clone, _) = await house.Harness.OpenAsync(copy);
        await using (clone)
        {
            bool isCloneAlive = await clone!.WitnessedAsync().WaitAsync(Patience) is null;
            Task<bool> byClone = SignsAsync(clone, other);
            Task<bool> byOriginal = SignsAsync(house.Harness.Signer, intent);
            bool[] signed = await Task.WhenAll(byClone, byOriginal);
            isCloneAlive.ShouldBeTrue();
            signed.Count(one => one).ShouldBe(1, "nonce 0 was given out twice");
        }
    }

    private static async Task<bool> SignsAsync(SignerInstance signer, Intent intent) =>
        (await signer.Pipeline.SignAsync(intent.Digest, SignerDesk.Unsigned(intent, 0), CancellationToken.None))
            .Try(out _, out _);
}
