using Strongroom.Intents;
using Strongroom.Server.Storage;
using Strongroom.Tests.Chains;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;

namespace Strongroom.Tests.Withdrawals;

/// <summary>One bench with a registered chain for a class of tests; each test brings a client of its own.</summary>
public class JourneyFixture : IAsyncLifetime
{
    internal ServerBench Bench { get; private set; } = null!;

    private protected virtual int Confirmations => 2;

    private protected virtual CanonicalObject Policy => BenchPolicy.Default;

    internal async Task<BenchDesk> NewDeskAsync() => await new BenchDesk(Bench).OpenAsync();

    internal async Task<BenchDesk> FundedAsync(string wei = "2000000000000000000") =>
        await (await NewDeskAsync()).FundAsync(wei, Confirmations);

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Find() is null || !Directory.Exists(PeerFactAttribute.Packages)) return;
        HarnessOptions options = new() { Time = new HandClock(DateTimeOffset.UtcNow, isRunning: true), Policy = Policy };
        Bench = await ServerBench.StartAsync(hasChain: true, options);
        await new BenchDesk(Bench).RegisterChainAsync(Confirmations);
    }

    public async Task DisposeAsync()
    {
        if (Bench is not null) await Bench.DisposeAsync();
    }
}
