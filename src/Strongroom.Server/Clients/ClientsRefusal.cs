namespace Strongroom.Server.Clients;

/// <summary>The refusal codes of this room.</summary>
internal static class ClientsRefusal
{
    public const string NameMalformed = "clients.name-malformed";
}
