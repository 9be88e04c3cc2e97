using System.Diagnostics.CodeAnalysis;
using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>
/// Stage 1, outside the turn and in parallel: bytes to an intent and statements, each statement's signature
/// verified under the key that it names, in the roster of the moment (immutable, replaced whole, so read
/// without the turn). That the key is in the roster is looked up again at the decision.
/// </summary>
internal static class SubmissionReader
{
    internal static bool TryRead(
        SubmittedBytes bytes, State state,
        [NotNullWhen(true)] out Submission? submission, [NotNullWhen(false)] out Refusal? refusal)
    {
        submission = null;
        if (!Intent.TryParse(bytes.Intent.Span, out Intent? intent, out refusal)) return false;
        if (!TryReadStatements(bytes.Statements, state, out StatementCheck[]? statements, out refusal))
            return false;
        if (!TryReadAttestations(bytes.Attestations, state, out AttestationCheck[]? attested, out refusal))
            return false;
        submission = new Submission(intent, statements)
        {
            Attestations = attested,
            Attachment = bytes.Attachment is { } attached ? TranscriptEvidence.Of(attached.Span) : null,
        };
        return true;
    }

    private static bool TryReadAttestations(
        IReadOnlyList<ReadOnlyMemory<byte>> bytes, State state,
        [NotNullWhen(true)] out AttestationCheck[]? attestations, [NotNullWhen(false)] out Refusal? refusal)
    {
        attestations = null;
        refusal = null;
        AttestationCheck[] read = new AttestationCheck[bytes.Count];
        for (int i = 0; i < read.Length; i++)
        {
            if (!SignedAttestation.TryParse(bytes[i].Span, out SignedAttestation? signed, out refusal))
                return false;
            read[i] = AttestationCheck.Of(signed, state);
        }

        attestations = read;
        return true;
    }

    internal static bool TryReadStatements(
        IReadOnlyList<ReadOnlyMemory<byte>> bytes, State state,
        [NotNullWhen(true)] out StatementCheck[]? statements, [NotNullWhen(false)] out Refusal? refusal)
    {
        statements = null;
        refusal = null;
        StatementCheck[] read = new StatementCheck[bytes.Count];
        for (int i = 0; i < read.Length; i++)
        {
            if (!SignedStatement.TryParse(bytes[i].Span, out SignedStatement? signed, out refusal))
                return false;
            read[i] = StatementCheck.Of(signed, state);
        }

        statements = read;
        return true;
    }
}
