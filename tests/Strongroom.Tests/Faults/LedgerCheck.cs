using System.Globalization;
using Npgsql;

namespace Strongroom.Tests.Faults;

/// <summary>What must hold in the Server's database when nothing is under way; read beside the Server.</summary>
internal static class LedgerCheck
{
    private const string Ends = "('Confirmed', 'Refused', 'Rejected', 'Expired', 'Failed', 'Replaced')";

    /// <summary>Each query lists what must not be there.</summary>
    private static readonly (string Claim, string Violations)[] Claims =
    [
        ("nothing is pending", """
            SELECT kind, asset, debits_pending, credits_pending FROM ledger_account
            WHERE debits_pending <> 0 OR credits_pending <> 0
            """),
        ("every transfer has ended", """
            SELECT t.reason, t.subject FROM ledger_transfer t LEFT JOIN ledger_outcome o ON o.transfer = t.id
            WHERE o.transfer IS NULL
            """),
        ("debits equal credits", """
            SELECT asset, sum(debits_posted), sum(credits_posted) FROM ledger_account
            GROUP BY asset HAVING sum(debits_posted) <> sum(credits_posted)
            """),
        ("nobody's account is negative", """
            SELECT kind, asset, credits_posted, debits_posted FROM ledger_account
            WHERE owner IS NOT NULL AND credits_posted < debits_posted
            """),
        ("the sums are those of the transfers", """
            SELECT a.kind, a.asset FROM ledger_account a
            LEFT JOIN LATERAL (SELECT
                coalesce(sum(o.amount) FILTER (WHERE t.debit = a.id), 0) AS debits,
                coalesce(sum(o.amount) FILTER (WHERE t.credit = a.id), 0) AS credits
                FROM ledger_transfer t JOIN ledger_outcome o ON o.transfer = t.id
                WHERE a.id IN (t.debit, t.credit)) s ON true
            WHERE a.debits_posted <> s.debits OR a.credits_posted <> s.credits
            """),
        ("a nonce belongs to one movement", """
            SELECT m.from_address, t.nonce FROM chain_transaction t JOIN movement m ON m.id = t.movement
            WHERE t.raw IS NOT NULL GROUP BY m.from_address, t.nonce HAVING count(DISTINCT t.movement) > 1
            """),
        ("every movement has ended", $"SELECT kind, state FROM movement WHERE state NOT IN {Ends}"),
        ("no work is left but expiries and questions to the Signer", """
            SELECT kind, key, last_error FROM job WHERE state = 'waiting' AND kind NOT IN ('expire-intent', 'follow-intent')
            """),
        ("the activity log has no gap", """
            SELECT count(*), max(index) + 1 FROM log_leaf HAVING count(*) <> max(index) + 1
            """),
    ];

    internal static Task<int> CountWithdrawalsAsync(House house) => CountAsync(house, "kind = 'withdrawal'");

    internal static Task<int> CountOpenAsync(House house) => CountAsync(house, $"state NOT IN {Ends}");

    private static async Task<int> CountAsync(House house, string condition)
    {
        await using NpgsqlConnection connection = await house.ServerConfig.ConnectAsync();
        await using NpgsqlCommand count = new($"SELECT count(*) FROM movement WHERE {condition}", connection);
        return Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    internal static async Task HoldsAsync(House house)
    {
        await using NpgsqlConnection connection = await house.ServerConfig.ConnectAsync();
        foreach ((string claim, string violations) in Claims)
        {
            List<string> rows = [];
            await using NpgsqlCommand command = new(violations, connection);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                object[] values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(string.Join(' ', values));
            }

            rows.ShouldBeEmpty(claim);
        }
    }
}
