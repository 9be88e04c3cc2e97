using Npgsql;
using Strongroom.Exposure;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Exposure;

/// <summary>
/// Takes the counts of refused secrets up into a leaf <c>secrets-refused</c> of the Server's log, once a
/// minute and at the end.
/// </summary>
internal sealed class RecordSecrets : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly ActivityLog _log;
    private readonly SecretTally _tally;
    private readonly TimeProvider _clock;
    private IReadOnlyList<SecretCount> _taken = [];

    public RecordSecrets(Database database, ActivityLog log, SecretTally tally, TimeProvider clock)
    {
        _database = database;
        _log = log;
        _tally = tally;
        _clock = clock;
    }

    /// <summary>What could not be written stays for the next time.</summary>
    internal async Task RecordAsync(CancellationToken stop)
    {
        if (_taken.Count == 0) _taken = _tally.Take();
        if (_taken.Count == 0) return;
        await using DbScope scope = await _database.BeginAsync(stop);
        CanonicalObject members = CanonicalObject.Of(
            ("secrets", CanonicalArray.OfObjects(_taken.Select(count => count.ToCanonical()))));
        await _log.AppendAsync(scope, ActivityLog.Server, "secrets-refused", members, stop);
        await scope.CommitAsync(stop);
        _taken = [];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_interval, _clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await RecordAsync(CancellationToken.None);
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException)
            {
                // The next round writes them.
            }
        }
    }
}
