namespace Strongroom.Server.Http;

/// <summary>
/// What an API key may do. No scope moves an asset: that takes people's statements at the Signer.
/// </summary>
internal static class ApiScope
{
    internal const string Read = "read";
    internal const string Clients = "clients";
    internal const string Intents = "intents";
    internal const string Withdrawals = "withdrawals";
    internal const string Reconcile = "reconcile";
    internal const string Record = "record";

    internal static readonly string[] All = [Read, Clients, Intents, Withdrawals, Reconcile, Record];

    /// <summary>Marks an endpoint with the scope that its caller's key must have.</summary>
    internal static TBuilder Needs<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ScopeNeeded(scope));
}
