using System.Diagnostics;
using Strongroom.Tests.Storage;
using Xunit.Abstractions;

namespace Strongroom.Tests.Faults;

/// <summary>Programs that start while what they need is being taken away.</summary>
[Collection(FaultsAlone.Name)]
public sealed class StartTests(ITestOutputHelper output)
{
    private const int Starts = 4;
    private static readonly TimeSpan ClusterMax = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task The_server_starts_although_its_database_is_killed_meanwhile()
    {
        using House house = new();
        await house.FoundAsync();
        // No node answers there, and none is needed to start.
        await house.StartServerAsync(new Uri("http://127.0.0.1:1"));
        using Health health = new(house);
        try
        {
            await health.AwaitAsync();
            for (int start = 0; start < Starts; start++) await StartAsync(house, health, start * 150);
        }
        catch
        {
            output.WriteLine(house.Server.LogTail);
            throw;
        }

        house.Server.OwnEnds.ShouldBeEmpty();
    }

    private static async Task StartAsync(House house, Health health, int clusterAgeMilliseconds)
    {
        await house.Server.KillAsync();
        int? former = house.ServerConfig.Postmaster();
        house.Server.Start();
        await KillNextClusterAsync(house, former, TimeSpan.FromMilliseconds(clusterAgeMilliseconds));
        await health.AwaitAsync();
    }

    private static async Task KillNextClusterAsync(House house, int? former, TimeSpan age)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < ClusterMax; await Task.Delay(10))
        {
            if (house.ServerConfig.Postmaster() is not { } next || next == former) continue;
            await Task.Delay(age);
            if (house.ServerConfig.KillPostmaster()) return;
        }
    }
}
