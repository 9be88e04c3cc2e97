using Strongroom.Cryptography;

namespace Strongroom.Server.Http;

/// <summary>A request whose signature was verified: who sent it and the exact body that was signed.</summary>
internal sealed record SignedRequest(ApiKey Key, byte[] Body)
{
    /// <summary>How leaves name the caller.</summary>
    internal string Actor => $"key:{Key.Id:D}";

    internal static SignedRequest Of(HttpContext http)
    {
        SignedRequest? request = http.Features.Get<SignedRequest>();
        Invariant.Holds(request is not null);
        return request;
    }
}
