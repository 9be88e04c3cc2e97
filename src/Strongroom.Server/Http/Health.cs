using Npgsql;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>
/// GET /health/live (this process answers) and /health/ready (database and Signer are there).
/// </summary>
internal static class Health
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Answer.Ok(new HealthOutput("ok"), ApiJson.Default.HealthOutput))
            .WithSummary("Whether this process answers").Produces<HealthOutput>();
        app.MapGet("/health/ready", ReadyAsync).WithSummary("Whether database and Signer are there")
            .Produces<HealthOutput>();
    }

    private static async Task<Answer> ReadyAsync(
        Database database, RegistryWatch registry, CancellationToken stop)
    {
        string status = registry.TryGet(out _, out _) ? "ok" : "the Signer has not been reached";
        try
        {
            await using DbScope scope = await database.BeginAsync(stop);
            await scope.Command("SELECT 1").FirstAsync(row => row.GetInt32(0), stop);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException)
        {
            status = "the database is out of reach";
        }

        HealthOutput output = new(status);
        Answer ok = Answer.Ok(output, ApiJson.Default.HealthOutput);
        return status == "ok" ? ok : new Answer(StatusCodes.Status503ServiceUnavailable, ok.Body, null);
    }
}
