using System.Text.Json.Nodes;

namespace Strongroom.Cli.Http;

/// <summary>What the Server answered: a status and a body, JSON in every case that it knows.</summary>
internal sealed record ApiAnswer(int Status, byte[] Body)
{
    internal bool IsSuccess => Status is >= 200 and < 300;

    internal JsonNode? ToJson() => Body.Length == 0 ? null : JsonNode.Parse(Body);

    /// <summary>The problem (RFC 9457) as a refusal.</summary>
    internal Refusal ToRefusal()
    {
        JsonObject? problem = ToJson() as JsonObject;
        string? TextOf(string name) => problem?[name]?.GetValue<string>();
        return new Refusal(
            TextOf("code") ?? $"http.{Status}", TextOf("detail") ?? TextOf("title") ?? "the Server refused",
            TextOf("field"), TextOf("accepted"));
    }
}
