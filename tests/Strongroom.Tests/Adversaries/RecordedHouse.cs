using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A stopped Signer whose journal fills more than one tile, with a real withdrawal among its first leaves, every leaf
/// under a head that the witnesses cosigned.
/// </summary>
public sealed class RecordedHouse : IAsyncLifetime
{
    private const int Rejections = 300;

    internal SignerHarness Harness { get; private set; } = null!;

    /// <summary>The index of the withdrawal's signing leaf.</summary>
    internal ulong Signing { get; private set; }

    public async Task InitializeAsync()
    {
        Harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(Harness).OpenAsync();
        Intent paid = desk.Withdraw();
        Signing = (await desk.SubmitAsync(paid, SignerDesk.Unsigned(paid, 0))).Must().Signature!.Receipt.Proof.Index;
        await Task.WhenAll(Enumerable.Range(0, Rejections).Select(
            i => desk.StateAsync(Harness.Carol, Verdict.Reject, Digest.Sha256(BitConverter.GetBytes(i)))));

        // A tail that no released head covers may be lost in a crash; what witnesses covered may not.
        ulong last = Harness.Signer.Record.Journal.Size - 1;
        (await Harness.Signer.Record.Journal.WaitCosignedAsync(last)).IsCosigned.ShouldBeTrue();
        await Harness.StopAsync();
    }

    public async Task DisposeAsync() => await Harness.DisposeAsync();
}
