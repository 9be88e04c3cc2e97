using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>
/// The log over HTTP: checkpoint and hash tiles are public. Entry bundles are given only to a key with the
/// record scope, and reading them is itself recorded.
/// </summary>
internal static class ServeLog
{
    private const string Plain = "text/plain; charset=utf-8";
    private const string Bytes = "application/octet-stream";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/log/checkpoint", (LogFolder folder) => File.Exists(folder.CheckpointPath)
            ? Results.File(folder.CheckpointPath, Plain)
            : Answer.Refused(HttpRefusals.NotFound())).WithSummary("The log's newest signed checkpoint");
        app.MapGet("/log/tile/{**path}", ReadTile).WithSummary("A hash tile of the log");
        app.MapGet("/v1/log/entries/{**path}", ReadEntriesAsync)
            .WithSummary("An entry bundle of the log; the reading is recorded").Needs(ApiScope.Record);
    }

    private static IResult ReadTile(string path, LogFolder folder)
    {
        bool isHashes = Tile.TryParse("tile/" + path, out Tile? tile) && !tile.Value.IsEntries;
        return isHashes ? Send(folder, tile!.Value) : Answer.Refused(HttpRefusals.NotFound());
    }

    private static async Task<IResult> ReadEntriesAsync(
        string path, HttpContext http, LogFolder folder, Database database, ActivityLog activity)
    {
        if (!Tile.TryParse("tile/entries/" + path, out Tile? tile) || !File.Exists(folder.PathOf(tile.Value)))
            return Answer.Refused(HttpRefusals.NotFound());
        CancellationToken stop = http.RequestAborted;
        await using DbScope scope = await database.BeginAsync(stop);
        await activity.AppendAsync(scope, SignedRequest.Of(http).Actor, "record-read", CanonicalObject.Of(
            ("tile", tile.Value.Path)), stop);
        await scope.CommitAsync(stop);
        return Send(folder, tile.Value);
    }

    private static IResult Send(LogFolder folder, Tile tile) => File.Exists(folder.PathOf(tile))
        ? Results.File(folder.PathOf(tile), Bytes)
        : Answer.Refused(HttpRefusals.NotFound());
}
