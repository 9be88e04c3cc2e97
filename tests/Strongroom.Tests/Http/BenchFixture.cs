using Strongroom.Server.Storage;

namespace Strongroom.Tests.Http;

/// <summary>One bench without a chain for a class of tests.</summary>
public sealed class BenchFixture : IAsyncLifetime
{
    internal ServerBench Bench { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Find() is not null) Bench = await ServerBench.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (Bench is not null) await Bench.DisposeAsync();
    }
}
