namespace Strongroom.Server.Http;

/// <summary>Headers of every answer: no sniffing, no framing, no caching, no content beside JSON.</summary>
internal static class SecurityHeaders
{
    internal static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((http, next) =>
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.StrictTransportSecurity = "max-age=31536000";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    });
}
