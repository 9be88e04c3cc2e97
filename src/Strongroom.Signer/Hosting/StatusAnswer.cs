using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Hosting;

/// <summary>GET /v1/status.</summary>
internal sealed record StatusAnswer : IAnswer
{
    internal required Digest Institution { get; init; }

    internal required string Profile { get; init; }

    internal required string Origin { get; init; }

    internal required ulong Size { get; init; }

    internal required Digest Build { get; init; }

    internal required Timestamp Time { get; init; }

    internal required long PolicyVersion { get; init; }

    internal required bool IsFrozen { get; init; }

    /// <summary>The code of what keeps this Signer from signing; null when it signs.</summary>
    internal required string? Reason { get; init; }

    /// <summary>How many tokens the keystore has; 0 without any.</summary>
    internal required int Tokens { get; init; }

    internal required int TokensHealthy { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("institution"u8, Institution.ToString());
        json.WriteString("profile"u8, Profile);
        json.WriteString("origin"u8, Origin);
        json.WriteNumber("size"u8, Size);
        json.WriteString("build"u8, Build.ToString());
        json.WriteString("time"u8, Time.ToString());
        json.WriteBoolean("signing"u8, Reason is null);
        if (Reason is not null) json.WriteString("reason"u8, Reason);
        json.WriteNumber("policyVersion"u8, PolicyVersion);
        json.WriteBoolean("frozen"u8, IsFrozen);
        if (Tokens > 0) WriteTokens(json);
        json.WriteEndObject();
    }

    private void WriteTokens(Utf8JsonWriter json)
    {
        json.WriteStartObject("tokens"u8);
        json.WriteNumber("all"u8, Tokens);
        json.WriteNumber("healthy"u8, TokensHealthy);
        json.WriteEndObject();
    }
}
