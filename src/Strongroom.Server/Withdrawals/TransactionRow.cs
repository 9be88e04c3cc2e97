using Npgsql;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>One transaction that was built for a movement, signed or not yet.</summary>
internal sealed record TransactionRow(EthereumTransaction Transaction, SignedTransaction? Signed)
{
    internal required DateTimeOffset CreatedAt { get; init; }

    internal DateTimeOffset? BroadcastAt { get; init; }

    /// <summary>
    /// Those of one movement, oldest first. All have one nonce, so at most one is ever mined.
    /// </summary>
    internal static Task<List<TransactionRow>> ListAsync(
        DbScope scope, Guid movement, CancellationToken stop) =>
        scope.Command("""
            SELECT unsigned, raw, created_at, broadcast_at FROM chain_transaction
            WHERE movement = @movement ORDER BY created_at LIMIT @max
            """).With("movement", movement).With("max", FeeBump.TransactionsMax).ListAsync(Read, stop);

    /// <summary>Stored before it is signed: a lost answer is asked for again with the same bytes.</summary>
    internal static Task StoreUnsignedAsync(
        DbScope scope, MovementRow movement, EthereumTransaction transaction, CancellationToken stop)
    {
        byte[] unsigned = transaction.EncodeUnsigned();
        return scope.Command("""
            INSERT INTO chain_transaction (unsigned_sha256, movement, chain, nonce, unsigned, created_at)
            VALUES (@sha256, @movement, @chain, @nonce, @unsigned, clock_timestamp()) ON CONFLICT DO NOTHING
            """).With("sha256", KeyOf(unsigned)).With("movement", movement.Id).With("chain", movement.Chain)
            .With("nonce", (long)transaction.Nonce).With("unsigned", unsigned).RunAsync(stop);
    }

    /// <summary>Stored before it is broadcast.</summary>
    internal static Task StoreSignedAsync(
        DbScope scope, SignedTransaction signed, long? journalIndex, CancellationToken stop) =>
        scope.Command("""
            UPDATE chain_transaction SET raw = @raw, hash = @hash, journal_index = @index
            WHERE unsigned_sha256 = @sha256
            """).With("raw", signed.Raw.ToArray()).With("hash", signed.Hash.ToBytes()).With("index", journalIndex)
            .With("sha256", KeyOf(signed.Transaction.EncodeUnsigned())).RunOneAsync(stop);

    /// <summary>Drops bytes that the Signer refused, so that others can be built.</summary>
    internal static Task ForgetAsync(
        DbScope scope, EthereumTransaction transaction, CancellationToken stop) =>
        scope.Command("DELETE FROM chain_transaction WHERE unsigned_sha256 = @sha256 AND raw IS NULL")
            .With("sha256", KeyOf(transaction.EncodeUnsigned())).RunAsync(stop);

    internal static Task NoteBroadcastAsync(
        DbScope scope, SignedTransaction signed, DateTimeOffset now, CancellationToken stop) =>
        scope.Command("UPDATE chain_transaction SET broadcast_at = @now WHERE unsigned_sha256 = @sha256")
            .With("now", now).With("sha256", KeyOf(signed.Transaction.EncodeUnsigned())).RunOneAsync(stop);

    private static byte[] KeyOf(byte[] unsigned) => System.Security.Cryptography.SHA256.HashData(unsigned);

    private static TransactionRow Read(NpgsqlDataReader row)
    {
        bool isUnsigned =
            UnsignedTransaction.TryDecode(row.GetBytes(0), out EthereumTransaction? transaction, out _);
        Invariant.Holds(isUnsigned);
        SignedTransaction? signed = null;
        if (row.GetBytesOrNull(1) is { } raw)
        {
            bool isSigned = SignedTransaction.TryDecode(raw, out signed, out _);
            Invariant.Holds(isSigned);
        }

        return new TransactionRow(transaction!, signed)
        {
            CreatedAt = row.GetTime(2),
            BroadcastAt = row.GetTimeOrNull(3),
        };
    }
}
