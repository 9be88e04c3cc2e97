namespace Strongroom.Server.Http;

internal sealed record ScopeNeeded(string Scope);
