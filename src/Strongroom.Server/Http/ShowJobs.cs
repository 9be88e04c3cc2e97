using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>GET /v1/jobs: what waits to be done, and what fails.</summary>
internal static class ShowJobs
{
    internal static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/jobs", RunAsync).WithSummary("Jobs that wait, oldest first")
        .Produces<ListOutput<JobOutput>>().Needs(ApiScope.Read);

    private static async Task<Answer> RunAsync(
        string? cursor, int? limit, Database database, CancellationToken stop)
    {
        if (!Page.TryRead(cursor, limit, out Page? page, out Refusal? refusal))
            return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        List<JobOutput> jobs = await scope.Command("""
            SELECT id, kind, key, attempts, run_at, last_error FROM job
            WHERE state = 'waiting' AND id > @after ORDER BY id LIMIT @limit
            """).With("after", page.After).With("limit", page.Limit).ListAsync(
            row => new JobOutput(
                row.GetGuid(0).ToString("D"), row.GetString(1), row.GetString(2), row.GetInt64(3),
                Timestamp.From(row.GetTime(4)).ToString(), row.GetStringOrNull(5)), stop);
        ListOutput<JobOutput> output = new(jobs, page.NextAfter(jobs, job => Guid.Parse(job.Id)));
        return Answer.Ok(output, ApiJson.Default.ListOutputJobOutput);
    }
}
