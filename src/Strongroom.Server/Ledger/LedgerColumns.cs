using Npgsql;
using Strongroom.Assets;
using Strongroom.Cryptography;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Ledger;

/// <summary>
/// Columns that hold values of the Assets room: what was written parsed, so it parses again.
/// </summary>
internal static class LedgerColumns
{
    internal static AssetId GetAsset(this NpgsqlDataReader row, int column)
    {
        bool isAsset = AssetId.TryParse(row.GetString(column), out AssetId? asset, out _);
        Invariant.Holds(isAsset);
        return asset!;
    }

    internal static Amount GetAmount(this NpgsqlDataReader row, int column) =>
        new(UInt256.FromBigInteger(row.GetMoney(column)));
}
