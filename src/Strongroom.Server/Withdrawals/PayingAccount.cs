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

    /// <summary>Of the client's accounts on the chain the one that holds most of the asset.</summary>
    internal static Task<PayingAccount?> OfClientAsync(
        DbScope scope, Guid client, TransferCall call, CancellationToken stop) =>
        scope.Command("""
            SELECT a.id, a.wallet, a.address
            FROM account a JOIN wallet w ON w.id = a.wallet
            LEFT JOIN ledger_account l ON l.owner = a.id AND l.asset = @asset AND l.kind = 'custody'
            WHERE w.client = @client AND a.chain = @chain AND a.address IS NOT NULL
            ORDER BY coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0) DESC, a.id LIMIT 1
            """).With("client", client).With("chain", call.Asset.Chain.ToString())
            .With("asset", call.Asset.ToString()).FirstAsync(Read, stop);

    /// <summary>Of the house's gas accounts on the chain the one that holds most.</summary>
    internal static Task<PayingAccount?> OfHouseAsync(DbScope scope, string chain, CancellationToken stop) =>
        scope.Command("""
            SELECT a.id, a.house_wallet, a.address
            FROM account a LEFT JOIN ledger_account l ON l.owner = a.id AND l.kind = 'custody'
            WHERE a.house_wallet IS NOT NULL AND a.chain = @chain AND a.address IS NOT NULL
            ORDER BY coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0) DESC, a.id LIMIT 1
            """).With("chain", chain).FirstAsync(Read, stop);

    internal MovementTerms Terms(TransferCall call, Amount feeMax) =>
        new(AccountId.From(Id), Address, call, feeMax);

    /// <summary>The row of a new movement from this account.</summary>
    internal MovementRow Movement(Intent intent, Guid client, DateTimeOffset now)
    {
        Intent.Movement movement = (Intent.Movement)intent;
        return new MovementRow(
            intent.Id.Value.ToGuid(), intent.Digest, IsTopUp: false, client, Id, movement.Asset)
        {
            ToAccount = null,
            Amount = movement.Amount,
            FeeMax = movement.FeeMax,
            From = Address,
            To = movement.To,
            WaitsFor = null,
            State = WithdrawalState.Requested,
            CreatedAt = now,
        };
    }

    private static PayingAccount Read(NpgsqlDataReader row)
    {
        bool isAddress = EthereumAddress.TryParse(row.GetString(2), out EthereumAddress address, out _);
        Invariant.Holds(isAddress);
        return new PayingAccount(row.GetGuid(0), row.GetGuid(1), address);
    }
}
