using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;

namespace Strongroom.Signer.Intents;

/// <summary>
/// Stage 1, outside the turn and in parallel: bytes to an intent and statements, each statement's signature
/// verified under the key that it names. Whether the key is in the roster is looked up again at the decision.
/// </summary>
internal static class SubmissionReader
{
    internal static bool TryRead(
        SubmittedBytes bytes, RosterState roster, StationPin station,
        [NotNullWhen(true)] out Submission? submission, [NotNullWhen(false)] out Refusal? refusal)
    {
        submission = null;
        if (!Intent.TryParse(bytes.Intent.Span, out Intent? intent, out refusal)) return false;
        if (!TryReadStatements(bytes.Statements, roster, station, out StatementCheck[]? statements, out refusal))
            return false;
        submission = new Submission(intent, statements);
        return true;
    }

    internal static bool TryReadStatements(
        IReadOnlyList<ReadOnlyMemory<byte>> bytes, RosterState roster, StationPin station,
        [NotNullWhen(true)] out StatementCheck[]? statements, [NotNullWhen(false)] out Refusal? refusal)
    {
        statements = null;
        refusal = null;
        StatementCheck[] read = new StatementCheck[bytes.Count];
        for (int i = 0; i < read.Length; i++)
        {
            if (!SignedStatement.TryParse(bytes[i].Span, out SignedStatement? signed, out refusal)) return false;
            read[i] = new StatementCheck(signed, Verify(signed, roster, station));
        }

        statements = read;
        return true;
    }

    private static Refusal? Verify(SignedStatement signed, RosterState roster, StationPin station)
    {
        return roster.TryGetKey(signed.Key, out _, out PersonKey? key)
            ? StatementVerification.Verify(key, signed.Signature, signed.Statement.Hash, station)
            : new Refusal(StatementRefusal.UnknownKey, "The roster holds no such key.", "key");
    }
}
