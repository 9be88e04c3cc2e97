using System.Buffers.Text;
using Npgsql;
using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Wallets;

/// <summary>An account of a wallet. The address is there once the Signer has stated and signed it.</summary>
internal sealed record AccountOutput(string Id, string Chain, long Generation, string Temperature)
{
    internal const string Columns =
        "id, chain, generation, temperature, address, path, level, signature, stated_at, wallet, house_wallet";

    public string? Address { get; init; }

    public string? Path { get; init; }

    public string? Level { get; init; }

    /// <summary>The Signer's address statement (docs/formats/leaf.md), base64url.</summary>
    public string? Signature { get; init; }

    public string? Date { get; init; }

    internal static AccountOutput Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0).ToString("D"), row.GetString(1), row.GetInt64(2), row.GetString(3))
        {
            Address = row.GetStringOrNull(4),
            Path = row.GetStringOrNull(5),
            Level = row.GetStringOrNull(6),
            Signature = row.GetBytesOrNull(7) is { } bytes ? Base64Url.EncodeToString(bytes) : null,
            Date = row.GetTimeOrNull(8) is { } time ? Timestamp.From(time).ToString() : null,
        };
}
