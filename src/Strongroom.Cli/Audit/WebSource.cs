using System.Net;

namespace Strongroom.Cli.Audit;

/// <summary>
/// A log at a URL. Plain http is allowed: nothing that is read is believed without a signature.
/// </summary>
internal sealed class WebSource : ILogSource
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;

    internal WebSource(Uri prefix)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, UseCookies = false,
        };
        Uri folder = prefix.AbsoluteUri.EndsWith('/') ? prefix : new Uri(prefix.AbsoluteUri + "/");
        http = new HttpClient(handler) { BaseAddress = folder, Timeout = TimeoutMax };
    }

    public byte[]? Read(string path, int bytesMax)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        response.EnsureSuccessStatusCode();
        using Stream body = response.Content.ReadAsStream();
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 16];
        for (int read = body.Read(buffer); read > 0; read = body.Read(buffer))
        {
            if (bytes.Length + read > bytesMax) return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    public void Dispose() => http.Dispose();
}
