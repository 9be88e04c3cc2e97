using Npgsql;

namespace Strongroom.Server.Http;

/// <summary>
/// What reaches the edge as an exception: unreadable input, a database out of reach, or a bug.
/// </summary>
internal static class Failures
{
    internal static IApplicationBuilder UseFailures(this IApplicationBuilder app) =>
        app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException problem) when (!http.Response.HasStarted)
        {
            bool isTooLarge = problem.StatusCode == StatusCodes.Status413PayloadTooLarge;
            Refusal refusal = isTooLarge
                ? new Refusal(
                    HttpRefusal.BodyTooLarge, "The body is too large.", null,
                    $"at most {RequestBody.BytesMax} bytes")
                : HttpRefusals.Body("a JSON object with exactly the members of this call");
            await Answer.Refused(refusal).ExecuteAsync(http);
        }
        catch (Exception problem) when (
            problem is NpgsqlException or TimeoutException && !http.Response.HasStarted)
        {
            HttpLog.StorageUnavailable(
                http.RequestServices.GetRequiredService<ILoggerFactory>()
                    .CreateLogger("Http"), problem.Message);
            await Answer.Refused(new Refusal(
                HttpRefusal.StorageUnavailable, "The database is out of reach.", null, "the same call again"))
                .ExecuteAsync(http);
        }
    });

    /// <summary>Unknown routes and methods are problems too.</summary>
    internal static IApplicationBuilder UseProblemsForStatus(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Answer.Refused(HttpRefusals.NotFound())
                .ExecuteAsync(context.HttpContext),
            StatusCodes.Status405MethodNotAllowed => Answer.Refused(new Refusal(
                HttpRefusal.MethodUnknown, "This path does not take this method.", null, "see /openapi.json"))
                .ExecuteAsync(context.HttpContext),
            _ => Task.CompletedTask,
        });
}
