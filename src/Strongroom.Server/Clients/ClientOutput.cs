using Npgsql;
using Strongroom.Intents;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Clients;

/// <summary>A client: pending until its registration took effect at the Signer, then active.</summary>
internal sealed record ClientOutput(
    string Id, string Name, string State, string IntentDigest, string CreatedAt)
{
    internal const string Columns = "id, name, state, intent, created_at";

    /// <summary>Only in the answer to its creation.</summary>
    public IntentOutput? Intent { get; init; }

    internal static ClientOutput Read(NpgsqlDataReader row) => new(
        row.GetGuid(0).ToString("D"), row.GetString(1), row.GetString(2),
        Convert.ToHexStringLower(row.GetBytes(3)), Timestamp.From(row.GetTime(4)).ToString());
}
