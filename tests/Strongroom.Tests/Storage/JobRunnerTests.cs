using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Server.Storage;

namespace Strongroom.Tests.Storage;

public sealed class JobRunnerTests
{
    [PostgresFact]
    public async Task A_failing_job_stays_visible_and_is_tried_again()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        int runs = 0;
        using JobRunner runner = Runner(database, _ =>
            ++runs == 1 ? throw new IOException("away") : Task.FromResult(JobOutcome.Done));
        await EnqueueAsync(database);
        (await runner.RunNextAsync(CancellationToken.None)).ShouldBeTrue();
        (await ReadAsync(database)).ShouldBe(("waiting", "IOException: away"));
        await RunAsync(database, "UPDATE job SET run_at = now() - interval '1 second'");
        (await runner.RunNextAsync(CancellationToken.None)).ShouldBeTrue();
        (await ReadAsync(database)).ShouldBe(("done", null));
        (await runner.RunNextAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [PostgresFact]
    public async Task A_claim_that_was_never_finished_is_given_back()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        await EnqueueAsync(database);
        using CancellationTokenSource killed = new();
        using JobRunner first = Runner(database, async _ =>
        {
            await killed.CancelAsync();
            throw new OperationCanceledException();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => first.RunNextAsync(killed.Token));
        using JobRunner second = Runner(database, _ => Task.FromResult(JobOutcome.Done));
        (await second.RunNextAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [PostgresFact]
    public async Task Two_runners_do_not_take_one_job()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        await EnqueueAsync(database);
        TaskCompletionSource<JobOutcome> inside = new();
        using JobRunner slow = Runner(database, _ => inside.Task);
        using JobRunner other = Runner(database, _ => Task.FromResult(JobOutcome.Done));
        Task<bool> running = slow.RunNextAsync(CancellationToken.None);
        await Http.Wait.UntilAsync(async () => !await other.RunNextAsync(CancellationToken.None));
        inside.SetResult(JobOutcome.Done);
        (await running).ShouldBeTrue();
        (await ReadAsync(database)).State.ShouldBe("done");
    }

    private static JobRunner Runner(Database database, Func<string, Task<JobOutcome>> run) => new(
        database, [new JobHandler("test", (key, _) => run(key))], TimeProvider.System,
        NullLogger<JobRunner>.Instance);

    private static async Task EnqueueAsync(Database database)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        await scope.EnqueueAsync("test", "key", DateTimeOffset.UtcNow.AddSeconds(-1), CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
    }

    private static async Task RunAsync(Database database, string sql)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        await scope.Command(sql).RunAsync(CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
    }

    private static async Task<(string State, string? Error)> ReadAsync(Database database)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        return await scope.Command("SELECT state, last_error FROM job").FirstAsync(
            row => (row.GetString(0), row.GetStringOrNull(1)), CancellationToken.None);
    }
}
