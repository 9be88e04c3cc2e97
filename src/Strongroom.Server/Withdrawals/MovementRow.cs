using Npgsql;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>A withdrawal, an internal move or a gas top-up, as the database has it.</summary>
internal sealed record MovementRow(
    Guid Id, Digest Digest, IntentKind Kind, Guid Client, Guid Account, AssetId Asset)
{
    internal const string Columns = """
        id, digest, kind, client, account, asset, to_account, amount, fee_max, from_address, to_address, waits_for,
        state, reason_code, reason_text, nonce, tx_hash, fee, created_at, replaces, holds
        """;

    internal required Guid? ToAccount { get; init; }

    internal required Amount Amount { get; init; }

    internal required Amount FeeMax { get; init; }

    internal required EthereumAddress From { get; init; }

    internal required EthereumAddress To { get; init; }

    /// <summary>The top-up that must be confirmed first.</summary>
    internal required Guid? WaitsFor { get; init; }

    internal required WithdrawalState State { get; init; }

    internal string? ReasonCode { get; init; }

    internal string? ReasonText { get; init; }

    internal ulong? Nonce { get; init; }

    internal byte[]? TxHash { get; init; }

    internal Amount? Fee { get; init; }

    internal required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The earlier movement whose nonce this one takes.</summary>
    internal required Guid? Replaces { get; init; }

    /// <summary>How often amount and fee were held: once, and once more each time it was taken up.</summary>
    internal int Holds { get; init; } = 1;

    internal bool IsTopUp => Kind == IntentKind.GasTopUp;

    internal string Chain => Asset.Chain.ToString();

    internal AssetId Native => AssetId.Ether(ChainNumber);

    internal ulong ChainNumber
    {
        get
        {
            bool isEvm = Asset.Chain.TryGetEip155(out ulong number);
            Invariant.Holds(isEvm);
            return number;
        }
    }

    internal static MovementRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), Digest.FromBytes(row.GetBytes(1)), ReadKind(row.GetString(2)),
        row.GetGuid(3), row.GetGuid(4), row.GetAsset(5))
    {
        ToAccount = row.GetGuidOrNull(6),
        Amount = row.GetAmount(7),
        FeeMax = row.GetAmount(8),
        From = ReadAddress(row.GetString(9)),
        To = ReadAddress(row.GetString(10)),
        WaitsFor = row.GetGuidOrNull(11),
        State = Enum.Parse<WithdrawalState>(row.GetString(12)),
        ReasonCode = row.GetStringOrNull(13),
        ReasonText = row.GetStringOrNull(14),
        Nonce = (ulong?)row.GetLongOrNull(15),
        TxHash = row.GetBytesOrNull(16),
        Fee = row.IsDBNull(17) ? null : row.GetAmount(17),
        CreatedAt = row.GetTime(18),
        Replaces = row.GetGuidOrNull(19),
        Holds = (int)row.GetInt64(20),
    };

    private static IntentKind ReadKind(string text)
    {
        bool isKind = IntentKinds.TryParse(text, out IntentKind kind, out _);
        Invariant.Holds(isKind && kind.IsMovement());
        return kind;
    }

    private static EthereumAddress ReadAddress(string text)
    {
        bool isAddress = EthereumAddress.TryParse(text, out EthereumAddress address, out _);
        Invariant.Holds(isAddress);
        return address;
    }
}
