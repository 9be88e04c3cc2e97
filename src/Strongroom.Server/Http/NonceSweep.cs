using Npgsql;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>Drops nonces whose signatures are refused by their age anyway. They are no records.</summary>
internal sealed class NonceSweep : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly TimeProvider _clock;

    public NonceSweep(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    internal async Task SweepAsync(CancellationToken stop)
    {
        await using DbScope scope = await _database.BeginAsync(stop);
        await scope.Command("DELETE FROM api_nonce WHERE expires_at < @now").With("now", _clock.GetUtcNow())
            .RunAsync(stop);
        await scope.CommitAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_interval, _clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (
                problem is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // The next round sweeps them.
            }
        }
    }
}
