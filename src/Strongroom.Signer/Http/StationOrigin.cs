// Fetch, "HTTP-network CORS protocol": the one origin that may read answers is the founding's station.
using Microsoft.Net.Http.Headers;

namespace Strongroom.Signer.Http;

/// <summary>Lets the approval station's page, and no other, read what the TLS listener answers.</summary>
internal sealed class StationOrigin(string origin)
{
    private const string PreflightSeconds = "600";

    /// <summary>Adds the headers; true when the request was a preflight and is answered by them.</summary>
    internal bool Answers(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        bool isStation = string.Equals(context.Request.Headers.Origin, origin, StringComparison.Ordinal);
        if (isStation) headers.AccessControlAllowOrigin = origin;
        if (!HttpMethods.IsOptions(context.Request.Method)) return false;
        if (isStation)
        {
            headers.AccessControlAllowMethods = "GET, POST";
            headers.AccessControlAllowHeaders = "content-type";
            headers.AccessControlMaxAge = PreflightSeconds;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
