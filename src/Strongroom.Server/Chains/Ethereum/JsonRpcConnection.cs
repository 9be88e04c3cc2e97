using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// JSON-RPC 2.0 over HTTP POST: one request at a time per call, a bounded answer, the id compared. Reads are
/// tried again a few times when the network or the node fails; an answer, also an error, is final.
/// </summary>
internal sealed class JsonRpcConnection : IDisposable
{
    internal const int ResponseBytesMax = 64 * 1024 * 1024;
    internal const int ReadAttemptsMax = 4;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly ResiliencePipeline _once;
    private readonly ResiliencePipeline _repeated;
    private int _lastId;

    internal JsonRpcConnection(Uri endpoint, TimeProvider time)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(3),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = ResponseBytesMax,
        };
        _once = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(AttemptTimeout).Build();
        RetryStrategyOptions retry = new()
        {
            MaxRetryAttempts = ReadAttemptsMax - 1,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome.Exception)),
        };
        _repeated = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(retry).AddTimeout(AttemptTimeout).Build();
    }

    /// <summary>Asks for something that changes nothing.</summary>
    internal Task<T?> ReadAsync<T>(
        string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        AskAsync(_repeated, method, parameters, type, cancellation);

    /// <summary>Hands something over, once.</summary>
    internal Task<T?> SendAsync<T>(
        string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        AskAsync(_once, method, parameters, type, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<T?> AskAsync<T>(
        ResiliencePipeline pipeline,
        string method,
        JsonArray parameters,
        JsonTypeInfo<T> type,
        CancellationToken cancellation)
    {
        JsonRpcRequest request = new("2.0", Interlocked.Increment(ref _lastId), method, parameters);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request, EthereumJson.Default.JsonRpcRequest);
        try
        {
            byte[] answer = await pipeline.ExecuteAsync(
                async token => await PostAsync(body, token), cancellation);
            return ReadResult(request, answer, type);
        }
        catch (Exception problem)
            when (problem is HttpRequestException or TimeoutRejectedException or JsonException)
        {
            throw new EthereumNodeException($"{method}: no usable answer", problem);
        }
    }

    private async Task<byte[]> PostAsync(byte[] body, CancellationToken cancellation)
    {
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await _http.PostAsync((Uri?)null, content, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    private static T? ReadResult<T>(JsonRpcRequest request, byte[] answer, JsonTypeInfo<T> type)
    {
        JsonRpcResponse? response = JsonSerializer.Deserialize(answer, EthereumJson.Default.JsonRpcResponse);
        if (response is null || response.Id != request.Id)
            throw new JsonException("an answer to another request");
        if (response.Error is { } error) throw new EthereumNodeException(request.Method, error);
        if (response.Result.ValueKind == JsonValueKind.Undefined) throw new JsonException("no result");
        return response.Result.ValueKind == JsonValueKind.Null ? default : response.Result.Deserialize(type);
    }

    private static bool IsTransient(Exception? problem) => problem switch
    {
        TimeoutRejectedException => true,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException { StatusCode: null } => true,
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests or >= (HttpStatusCode)500 } => true,
        _ => false,
    };
}
