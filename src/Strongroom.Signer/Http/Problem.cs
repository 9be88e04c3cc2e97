// RFC 9457 problem details: type about:blank, so the title is the status phrase (section 4.2.1); the members
// code, field, accepted and journalIndex are extensions (section 3.2, docs/formats/signer-api.md).
using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Strongroom.Signer.Http;

/// <summary>A refusal as an answer.</summary>
internal static class Problem
{
    internal static async Task Write(HttpContext context, Refusal refusal, ulong? journalIndex = null)
    {
        if (context.Response.HasStarted) return;
        int status = StatusTable.StatusOf(refusal.Code);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        WriteBody(context.Response.BodyWriter, status, refusal, journalIndex);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void WriteBody(IBufferWriter<byte> body, int status, Refusal refusal, ulong? journalIndex)
    {
        using Utf8JsonWriter json = new(body);
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status"u8, status);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("detail"u8, refusal.Message);
        if (refusal.Field is not null) json.WriteString("field"u8, refusal.Field);
        if (refusal.Accepted is not null) json.WriteString("accepted"u8, refusal.Accepted);
        if (journalIndex is not null) json.WriteNumber("journalIndex"u8, journalIndex.Value);
        json.WriteEndObject();
    }
}
