namespace Strongroom.Server.Http;

/// <summary>
/// The whole body, read once, before anything is done with it. Kestrel refuses larger ones (413).
/// </summary>
internal static class RequestBody
{
    internal const int BytesMax = 256 * 1024;

    internal static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using MemoryStream whole = new();
        await http.Request.Body.CopyToAsync(whole, http.RequestAborted);
        byte[] bytes = whole.ToArray();
        http.Request.Body = new MemoryStream(bytes, writable: false);
        return bytes;
    }
}
