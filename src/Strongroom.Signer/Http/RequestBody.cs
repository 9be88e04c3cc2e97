using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Strongroom.Exposure;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Http;

/// <summary>
/// A request's JSON object cut into its members without copying: each member's bytes exactly as they were
/// sent, since intents and statements are canonical bytes that a second writer could only spoil.
/// </summary>
internal sealed class RequestBody
{
    internal const int BytesMax = 1024 * 1024;
    private const int MembersMax = 8;
    private const int DepthMax = 24;
    private const int FirstBufferSize = 4096;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> members =
        new(MembersMax, StringComparer.Ordinal);

    private RequestBody() { }

    internal static Refusal TooLarge { get; } = new(
        SignerRefusal.BodyTooLarge, "The body is too large.", Accepted: $"at most {BytesMax} bytes");

    /// <summary>Reads the whole body; the refusal names the first thing wrong, a secret before all.</summary>
    internal static async Task<(RequestBody? Body, Refusal? Refusal)> Read(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return (null, Malformed("The body is not application/json."));
        if (context.Request.ContentLength > BytesMax) return (null, TooLarge);
        try
        {
            byte[] bytes = await ReadAll(context);
            if (SecretSearch.InBody(bytes) is { } found)
            {
                context.Features.GetRequiredFeature<SecretTally>().Count(found);
                return (null, found.ToRefusal());
            }

            return TryParse(bytes, out RequestBody? body, out Refusal? refusal) ? (body, null)
                : (null, refusal);
        }
        catch (BadHttpRequestException exception)
        {
            bool isTooLarge = exception.StatusCode == StatusCodes.Status413PayloadTooLarge;
            return (null, isTooLarge ? TooLarge : Malformed("The request is not well-formed HTTP."));
        }
    }

    internal static bool TryParse(
        ReadOnlyMemory<byte> json, [NotNullWhen(true)] out RequestBody? body,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        body = null;
        refusal = Malformed("The body is not one JSON object with distinct members.");
        RequestBody read = new();
        try
        {
            Utf8JsonReader reader = new(json.Span, new JsonReaderOptions { MaxDepth = DepthMax });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (read.members.Count == MembersMax || !read.members.TryAdd(name, Slice(json, ref reader)))
                    return false;
            }

            if (reader.Read()) return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }

        (body, refusal) = (read, null);
        return true;
    }

    internal bool TryOnly(ReadOnlySpan<string> names, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = null;
        foreach (string name in members.Keys)
        {
            if (names.Contains(name)) continue;
            refusal = Malformed("The body has a member that this call does not know.");
            return false;
        }

        return true;
    }

    internal bool Has(string name) => members.ContainsKey(name);

    /// <summary>The member's bytes, quotes included where it is a string.</summary>
    internal bool TryRaw(
        string name, out ReadOnlyMemory<byte> bytes, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isThere = members.TryGetValue(name, out bytes);
        refusal = isThere ? null : Malformed("A required member is absent.", name);
        return isThere;
    }

    internal bool TryText(
        string name, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Refusal? refusal)
    {
        text = null;
        if (!TryRaw(name, out ReadOnlyMemory<byte> raw, out refusal)) return false;
        Utf8JsonReader reader = new(raw.Span);
        if (reader.Read() && reader.TokenType == JsonTokenType.String) text = reader.GetString()!;
        else refusal = Malformed("The member is not a string.", name);
        return text is not null;
    }

    /// <summary>The elements of an array, each as it was sent.</summary>
    internal bool TryList(
        string name, int countMax, out List<ReadOnlyMemory<byte>> items,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        items = [];
        if (!TryRaw(name, out ReadOnlyMemory<byte> raw, out refusal)) return false;
        Utf8JsonReader reader = new(raw.Span, new JsonReaderOptions { MaxDepth = DepthMax });
        _ = reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            refusal = Malformed("The member is not an array.", name);
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == countMax)
            {
                refusal = Malformed("The array has too many elements.", name, $"at most {countMax}");
                return false;
            }

            items.Add(SliceHere(raw, ref reader));
        }

        return true;
    }

    internal static Refusal Malformed(string message, string? field = null, string? accepted = null) =>
        new(SignerRefusal.BodyMalformed, message, field, accepted);

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return SliceHere(json, ref reader);
    }

    private static ReadOnlyMemory<byte> SliceHere(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        int start = checked((int)reader.TokenStartIndex);
        reader.Skip();
        return json[start..checked((int)reader.BytesConsumed)];
    }

    private static async Task<byte[]> ReadAll(HttpContext context)
    {
        using MemoryStream memory = new((int)(context.Request.ContentLength ?? FirstBufferSize));
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        return memory.TryGetBuffer(out ArraySegment<byte> buffer) && buffer.Count == buffer.Array!.Length
            ? buffer.Array
            : memory.ToArray();
    }
}
