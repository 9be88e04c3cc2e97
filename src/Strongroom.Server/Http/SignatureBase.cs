// RFC 9421, section 2.5 (the signature base) with the derived components of section 2.2 and plain header
// fields.
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Strongroom.Server.Http;

/// <summary>The text that was signed, rebuilt from the request as it arrived.</summary>
internal static class SignatureBase
{
    internal static bool TryBuild(
        HttpContext http, SignatureInput input, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        StringBuilder text = new();
        foreach (string component in input.Components)
        {
            string? value = ValueOf(http, component);
            if (value is null) return false;
            text.Append('"').Append(component).Append("\": ").Append(value).Append('\n');
        }

        text.Append("\"@signature-params\": ").Append(input.Parameters);
        bytes = Encoding.UTF8.GetBytes(text.ToString());
        return true;
    }

    /// <summary>The first component that must be covered and is not, or null.</summary>
    internal static string? FindMissing(HttpContext http, SignatureInput input, bool hasBody)
    {
        bool Covers(string component) => input.Components.Contains(component, StringComparer.Ordinal);
        if (!Covers("@method")) return "@method";
        bool coversTarget = Covers("@target-uri")
            || (Covers("@authority") && Covers("@path") && Covers("@query"));
        if (!coversTarget) return "@target-uri";
        if (hasBody && !Covers("content-digest")) return "content-digest";
        string idempotency = Idempotency.Header.ToLowerInvariant();
        return http.Request.Headers.ContainsKey(idempotency) && !Covers(idempotency) ? idempotency : null;
    }

    private static string? ValueOf(HttpContext http, string component)
    {
        HttpRequest request = http.Request;
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return component switch
        {
            "@method" => request.Method,
            "@target-uri" => $"{request.Scheme}://{request.Host.Value}{target}",
            "@authority" => request.Host.Value?.ToLowerInvariant(),
            "@scheme" => request.Scheme,
            "@request-target" => target,
            "@path" => question < 0 ? target : target[..question],
            "@query" => question < 0 ? "?" : target[question..],
            ['@', ..] => null,
            _ => HeaderOf(request, component),
        };
    }

    private static string? HeaderOf(HttpRequest request, string name)
    {
        if (!request.Headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values))
            return null;
        return string.Join(", ", values.Select(value => (value ?? "").Trim()));
    }
}
