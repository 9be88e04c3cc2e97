using System.Diagnostics;
using Strongroom.Tests.Storage;
using Xunit.Abstractions;

namespace Strongroom.Tests.Faults;

/// <summary>
/// kill -9 of Server, Signer, witnesses and PostgreSQL while withdrawals are under way. STRONGROOM_SEED repeats a
/// run's kills, as far as the machine's timing allows.
/// </summary>
[Collection(FaultsAlone.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int ShortKills = 10;
    private const int LongKills = 200;
    private const int ProgressEvery = 10;

    [JourneyFact]
    public Task Loses_and_doubles_nothing_when_programs_are_killed() => RunAsync(ShortKills);

    [JourneyFact]
    [Trait("Tier", "Long")]
    public Task Loses_and_doubles_nothing_when_programs_are_killed_two_hundred_times() => RunAsync(LongKills);

    private async Task RunAsync(int kills)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("STRONGROOM_SEED"), out int given)
            ? given
            : Random.Shared.Next();
        Stopwatch clock = Stopwatch.StartNew();
        using Journey journey = await Journey.BeginAsync(output);
        journey.Tell($"faults: seed {seed}, founded and funded after {clock.Elapsed.TotalSeconds:F0} s");
        Workload workload = new(journey.House, journey.Desk, journey.Chain, seed);
        Killer killer = new(journey.House, journey.Health, seed);
        try
        {
            using CancellationTokenSource enough = new();
            Task working = workload.RunAsync(journey.First, journey.Second, journey.TokensOnly, enough.Token);
            await KillAsync(killer, kills, working, () => journey.Tell(
                $"faults: {killer.Count} kills ({killer.Summary}), {workload.EndedCount} withdrawals ended, "
                + $"{clock.Elapsed.TotalSeconds:F0} s"));
            await enough.CancelAsync();
            await journey.Health.AwaitAsync();
            await working;
            await journey.CheckAsync(workload.Orders);
        }
        catch
        {
            journey.TellLogs();
            throw;
        }

        int confirmed = workload.Orders.Count(order => order.IsConfirmed);
        journey.Tell(
            $"faults: {killer.Count} kills ({killer.Summary}), {workload.Orders.Count} withdrawals, {confirmed} paid, "
            + $"{clock.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task KillAsync(Killer killer, int kills, Task working, Action progress)
    {
        int told = 0;
        while (killer.Count < kills)
        {
            await killer.StrikeAsync();
            if (working.IsFaulted) await working;
            if (killer.Count / ProgressEvery == told) continue;
            told = killer.Count / ProgressEvery;
            progress();
        }
    }
}
