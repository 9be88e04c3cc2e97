using Npgsql;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>An intent with what became of it.</summary>
internal sealed record IntentRow(Intent Intent, string State)
{
    internal const string Columns =
        "bytes, state, rule, journal_index, not_before, refusal_code, refusal_text, id, digest";

    internal string? Rule { get; private init; }

    internal long? JournalIndex { get; private init; }

    internal DateTimeOffset? NotBefore { get; private init; }

    internal string? RefusalCode { get; private init; }

    internal string? RefusalText { get; private init; }

    internal bool IsOpen => State is IntentState.Awaiting or IntentState.Complete;

    internal static IntentRow Read(NpgsqlDataReader row)
    {
        bool isIntent = Intent.TryParse(row.GetBytes(0), out Intent? intent, out _);
        Invariant.Holds(isIntent);
        Invariant.Holds(intent!.Digest == Digest.FromBytes(row.GetBytes(8)));
        return new IntentRow(intent, row.GetString(1))
        {
            Rule = row.GetStringOrNull(2),
            JournalIndex = row.GetLongOrNull(3),
            NotBefore = row.GetTimeOrNull(4),
            RefusalCode = row.GetStringOrNull(5),
            RefusalText = row.GetStringOrNull(6),
        };
    }
}
