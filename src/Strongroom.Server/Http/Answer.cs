using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Strongroom.Server.Http;

/// <summary>
/// What a use case answers: a status with a JSON body, or a refusal. Kept as bytes to be replayed.
/// </summary>
internal sealed class Answer : IResult
{
    private const string RetrySeconds = "1";

    internal Answer(int status, byte[] body, string? location)
    {
        Status = status;
        Body = body;
        Location = location;
    }

    internal int Status { get; }

    internal byte[] Body { get; }

    internal string? Location { get; }

    internal bool IsRefusal => Status >= StatusCodes.Status400BadRequest;

    internal static Answer Ok<T>(T body, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(body, type), null);

    internal static Answer Accepted<T>(string location, T body, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status202Accepted, JsonSerializer.SerializeToUtf8Bytes(body, type), location);

    internal static Answer Refused(Refusal refusal, long? journalIndex = null)
    {
        ProblemOutput problem = ProblemOutput.Of(refusal, journalIndex);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.ProblemOutput);
        return new Answer(problem.Status, body, null);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = IsRefusal ? ProblemOutput.ContentType : "application/json";
        response.ContentLength = Body.Length;
        if (Location is not null) response.Headers.Location = Location;
        if (Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RetrySeconds;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
