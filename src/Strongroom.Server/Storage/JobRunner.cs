using Strongroom.Cryptography;

namespace Strongroom.Server.Storage;

/// <summary>
/// Runs what the job table says. A job is claimed by a row lock for as long as it runs, so that a killed
/// Server gives it back at once; failures are tried again with growing pauses, for ever and visibly.
/// </summary>
internal sealed class JobRunner : BackgroundService
{
    private const int WorkersMax = 4;
    private const int ErrorLengthMax = 500;
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_backoffMax = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<JobRunner> _log;
    private readonly Dictionary<string, JobHandler> _handlers;
    private readonly string[] _kinds;

    public JobRunner(
        Database database, IEnumerable<JobHandler> handlers, TimeProvider clock, ILogger<JobRunner> log)
    {
        _database = database;
        _clock = clock;
        _log = log;
        _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        _kinds = [.. _handlers.Keys];
    }

    /// <summary>Runs one job that is due; false when there is none.</summary>
    internal async Task<bool> RunNextAsync(CancellationToken stop)
    {
        await using DbScope claim = await _database.BeginAsync(stop);
        DateTimeOffset now = _clock.GetUtcNow();
        Job? job = await claim.Command("""
            SELECT id, kind, key, attempts FROM job
            WHERE state = 'waiting' AND run_at <= @now AND kind = ANY(@kinds)
            ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """).With("now", now).With("kinds", _kinds).FirstAsync(
            row => new Job(row.GetGuid(0), row.GetString(1), row.GetString(2), (int)row.GetInt64(3)), stop);
        if (job is null) return false;
        (JobOutcome outcome, string? error) = await RunAsync(job, stop);
        await (outcome.Again is { } pause
            ? claim.Command("""
                UPDATE job SET run_at = @run_at, last_error = @error,
                    attempts = CASE WHEN @failed THEN attempts + 1 ELSE 0 END WHERE id = @id
                """).With("run_at", _clock.GetUtcNow() + pause).With("failed", error is not null)
                .With("error", error).With("id", job.Id)
            : claim.Command("""
                UPDATE job SET state = 'done', last_error = NULL, finished_at = @now WHERE id = @id
                """).With("now", _clock.GetUtcNow()).With("id", job.Id)).RunOneAsync(stop);
        await claim.CommitAsync(stop);
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task[] workers = new Task[WorkersMax];
        for (int i = 0; i < WorkersMax; i++) workers[i] = WorkAsync(stoppingToken);
        return Task.WhenAll(workers);
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await RunNextAsync(stop)) continue;
                await Task.Delay(s_idle, _clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (
                problem is Npgsql.NpgsqlException or TimeoutException or IOException)
            {
                StorageLog.JobsUnreachable(_log, problem.Message);
                await Task.Delay(s_idle, _clock, CancellationToken.None);
            }
        }
    }

    private async Task<(JobOutcome Outcome, string? Error)> RunAsync(Job job, CancellationToken stop)
    {
        try
        {
            return (await _handlers[job.Kind].Run(job.Key, stop), null);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or InvariantException)
            || (problem is OperationCanceledException && !stop.IsCancellationRequested))
        {
            double seconds =
                Math.Min(s_backoffMax.TotalSeconds, 0.5 * Math.Pow(2, Math.Min(job.Attempt, 10)));
            TimeSpan pause = TimeSpan.FromSeconds(seconds);
            string error = $"{problem.GetType().Name}: {problem.Message}";
            error = error[..Math.Min(error.Length, ErrorLengthMax)];
            StorageLog.JobFailed(_log, job.Kind, job.Key, job.Attempt + 1, error);
            return (JobOutcome.After(pause), error);
        }
    }
}
