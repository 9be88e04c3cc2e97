using Strongroom.Server.Storage;
using Strongroom.Tests.Chains;
using Strongroom.Tests.Http;

namespace Strongroom.Tests.Withdrawals;

/// <summary>One bench with a registered chain for a class of tests; each test brings a client of its own.</summary>
public sealed class JourneyFixture : IAsyncLifetime
{
    internal ServerBench Bench { get; private set; } = null!;

    internal async Task<BenchDesk> NewDeskAsync() => await new BenchDesk(Bench).OpenAsync();

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Find() is null || !Directory.Exists(PeerFactAttribute.Packages)) return;
        Bench = await ServerBench.StartAsync(hasChain: true);
        await new BenchDesk(Bench).RegisterChainAsync();
    }

    public async Task DisposeAsync()
    {
        if (Bench is not null) await Bench.DisposeAsync();
    }
}
