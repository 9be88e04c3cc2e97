namespace Strongroom.Server.Http;

/// <summary>A recorded job that is still waiting; lastError says why it failed so far.</summary>
internal sealed record JobOutput(
    string Id, string Kind, string Key, long Attempts, string RunAt, string? LastError);
