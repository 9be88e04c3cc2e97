using Npgsql;
using Strongroom.Assets;
using Strongroom.Server.Ledger;

namespace Strongroom.Server.Deposits;

/// <summary>A deposit as far as its credit needs it.</summary>
internal sealed record DepositRow(Guid Id, Guid Account, AssetId Asset, Amount Amount, string State)
{
    internal const string Columns = "id, account, asset, amount, state";

    internal static DepositRow Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetAsset(2), row.GetAmount(3), row.GetString(4));
}
