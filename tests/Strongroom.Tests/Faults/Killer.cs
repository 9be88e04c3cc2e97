namespace Strongroom.Tests.Faults;

/// <summary>
/// Kills programs at random moments, seeded: Server, Signer, one witness or PostgreSQL, sometimes two at once, and
/// sometimes one that is only just starting.
/// </summary>
internal sealed class Killer(House house, Health health, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>How often each was killed.</summary>
    internal SortedDictionary<string, int> Kills { get; } = new(StringComparer.Ordinal);

    internal int Count => Kills.Values.Sum();

    internal string Summary => string.Join(", ", Kills.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Waits a moment, kills once or twice, starts again; sometimes waits until all is well.</summary>
    internal async Task StrikeAsync()
    {
        await Task.Delay(random.Next(0, 2500));
        List<HouseProgram> dead = [];
        int blows = random.Next(5) == 0 ? 2 : 1;
        for (int blow = 0; blow < blows; blow++) await KillOneAsync(dead);
        await Task.Delay(random.Next(0, 500));
        foreach (HouseProgram program in dead.Distinct()) program.Start();
        // Now and then the next blow comes while the last one's victim is still starting.
        if (random.Next(4) != 0) await health.AwaitAsync();
    }

    private async Task KillOneAsync(List<HouseProgram> dead)
    {
        int draw = random.Next(100);
        if (draw < 20)
        {
            if (house.ServerConfig.KillPostmaster()) Count1("postgresql");
            return;
        }

        HouseProgram victim = draw < 50 ? house.Server : draw < 80 ? house.Signer : house.Witnesses[draw % 2];
        if (dead.Contains(victim)) return;
        await victim.KillAsync();
        dead.Add(victim);
        Count1(victim.Name);
    }

    private void Count1(string name) => Kills[name] = Kills.GetValueOrDefault(name) + 1;
}
