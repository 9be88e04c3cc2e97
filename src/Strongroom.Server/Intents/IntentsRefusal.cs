namespace Strongroom.Server.Intents;

/// <summary>The refusal codes of this room's calls; what an intent or a statement is refused for by itself
/// stands in the pure rooms.</summary>
internal static class IntentsRefusal
{
    public const string AssetNotRegistered = "intents.asset-not-registered";
    public const string Ended = "intents.ended";
    public const string GenesisDiffers = "intents.genesis-differs";
    public const string IdReused = "intents.id-reused";
    public const string MovementElsewhere = "intents.movement-elsewhere";
    public const string SignerUnreachable = "intents.signer-unreachable";
    public const string StatementElsewhere = "intents.statement-elsewhere";
    public const string TicketUnknown = "intents.ticket-unknown";
}
