using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Strongroom.Server.Http;

/// <summary>
/// RFC 9457 problem details. The type is about:blank, so the title is the status phrase (section 4.2.1);
/// code,
/// field, accepted and journalIndex are extension members (section 3.2).
/// </summary>
internal sealed record ProblemOutput(
    string Type, string Title, int Status, string Code, string Detail, string? Field, string? Accepted)
{
    internal const string ContentType = "application/problem+json";

    [JsonPropertyName("journalIndex")]
    public long? JournalIndex { get; init; }

    internal static ProblemOutput Of(Refusal refusal, long? journalIndex = null)
    {
        int status = StatusTable.StatusOf(refusal.Code);
        return new ProblemOutput(
            "about:blank", ReasonPhrases.GetReasonPhrase(status), status, refusal.Code, refusal.Message,
            refusal.Field, refusal.Accepted)
        { JournalIndex = journalIndex };
    }
}
