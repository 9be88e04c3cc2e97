using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Server.Http;

/// <summary>Where a list goes on: after which id (UUIDv7, so by time), and how many at most.</summary>
internal sealed record Page(Guid After, int Limit)
{
    internal const int LimitDefault = 50;
    internal const int LimitMax = 200;

    /// <summary>Reads the query's cursor and limit.</summary>
    internal static bool TryRead(
        string? cursor,
        int? limit,
        [NotNullWhen(true)] out Page? page,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        page = null;
        Guid after = Guid.Empty;
        if (cursor is not null && !Guid.TryParseExact(cursor, "N", out after))
        {
            refusal = new Refusal(
                HttpRefusal.CursorMalformed, "The cursor is not one of this list.", "cursor",
                "the next value of the page before");
            return false;
        }

        if (limit is < 1 or > LimitMax)
        {
            refusal = new Refusal(
                HttpRefusal.LimitOutOfRange, "The limit is out of range.", "limit", $"1 to {LimitMax}");
            return false;
        }

        page = new Page(after, limit ?? LimitDefault);
        refusal = null;
        return true;
    }

    /// <summary>The same, as a pair: exactly one of them is there.</summary>
    internal static (Page? Page, Refusal? Refusal) Of(string? cursor, int? limit) =>
        TryRead(cursor, limit, out Page? page, out Refusal? refusal) ? (page, null) : (null, refusal);

    /// <summary>The cursor after these rows; null when the list ends here.</summary>
    internal string? NextAfter<T>(IReadOnlyList<T> rows, Func<T, Guid> id) =>
        rows.Count < Limit ? null : id(rows[^1]).ToString("N");
}
