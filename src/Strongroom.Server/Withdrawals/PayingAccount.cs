using Npgsql;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Storage;
using Strongroom.Server.Wallets;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>The account that a movement is paid from, of a client or of the house.</summary>
internal sealed record PayingAccount(Guid Id, Guid Wallet, EthereumAddress Address)
{
    internal static Refusal NotReady() => new(
        WalletRefusal.AccountNotReady, "The client has no account with an address on this chain.", "client",
        "an opened wallet on the asset's chain");

    /// <summary>
    /// Of the client's accounts on the chain the one that holds most of the asset; a hot one that holds
    /// enough before any cold one.
    /// </summary>
    internal static Task<PayingAccount?> OfClientAsync(
        DbScope scope, Guid client, TransferCall call, CancellationToken stop) =>
        scope.Command("""
            SELECT a.id, a.wallet, a.address
            FROM account a JOIN wallet w ON w.id = a.wallet
            LEFT JOIN ledger_account l ON l.owner = a.id AND l.asset = @asset AND l.kind = 'custody'
            WHERE w.client = @client AND a.chain = @chain AND a.address IS NOT NULL
            ORDER BY (a.temperature = 'hot'
                AND coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0) >= @amount) DESC,
                coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0) DESC, a.id LIMIT 1
            """).With("client", client)
            .WithMoney("amount", call.Amount.BaseUnits.ToBigInteger())
            .With("chain", call.Asset.Chain.ToString())
            .With("asset", call.Asset.ToString()).FirstAsync(Read, stop);

    /// <summary>This account of the client's, while it has an address on the chain.</summary>
    internal static Task<PayingAccount?> FindAsync(
        DbScope scope, Guid client, string chain, Guid account, CancellationToken stop) =>
        scope.Command("""
            SELECT a.id, a.wallet, a.address FROM account a JOIN wallet w ON w.id = a.wallet
            WHERE a.id = @account AND w.client = @client AND a.chain = @chain AND a.address IS NOT NULL
            """).With("account", account).With("client", client).With("chain", chain).FirstAsync(Read, stop);

    /// <summary>Of the house's gas accounts on the chain the one that holds most.</summary>
    internal static Task<PayingAccount?> OfHouseAsync(DbScope scope, string chain, CancellationToken stop) =>
        scope.Command("""
            SELECT a.id, a.house_wallet, a.address
            FROM account a LEFT JOIN ledger_account l ON l.owner = a.id AND l.kind = 'custody'
            WHERE a.house_wallet IS NOT NULL AND a.chain = @chain AND a.address IS NOT NULL
            ORDER BY coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0) DESC, a.id LIMIT 1
            """).With("chain", chain).FirstAsync(Read, stop);

    internal MovementTerms Terms(TransferCall call, Amount feeMax, IntentId? replaces = null) =>
        new(AccountId.From(Id), Address, call, feeMax, replaces);

    /// <summary>The row of a new movement from this account.</summary>
    internal MovementRow Movement(Intent intent, Guid client, DateTimeOffset now)
    {
        Intent.Movement movement = (Intent.Movement)intent;
        return new MovementRow(
            intent.Id.Value.ToGuid(), intent.Digest, intent.Kind, client, Id, movement.Asset)
        {
            ToAccount = ToAccountOf(movement),
            Amount = movement.Amount,
            FeeMax = movement.FeeMax,
            From = Address,
            To = movement.To,
            WaitsFor = null,
            Replaces = movement.Replaces?.Value.ToGuid(),
            State = WithdrawalState.Requested,
            CreatedAt = now,
        };
    }

    private static Guid? ToAccountOf(Intent.Movement movement) => movement switch
    {
        Intent.InternalMove move => move.ToAccount.Value.ToGuid(),
        Intent.GasTopUp topUp => topUp.ToAccount.Value.ToGuid(),
        _ => null,
    };

    private static PayingAccount Read(NpgsqlDataReader row)
    {
        bool isAddress = EthereumAddress.TryParse(row.GetString(2), out EthereumAddress address, out _);
        Invariant.Holds(isAddress);
        return new PayingAccount(row.GetGuid(0), row.GetGuid(1), address);
    }
}
