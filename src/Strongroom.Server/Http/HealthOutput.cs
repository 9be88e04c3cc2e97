namespace Strongroom.Server.Http;

/// <summary>Status: "ok", or what is missing.</summary>
internal sealed record HealthOutput(string Status);
