using System.Net;

namespace Strongroom.Cli.Audit;

/// <summary>
/// A log at a URL. Plain http is allowed: nothing that is read is believed without a signature.
/// </summary>
internal sealed class WebSource : ILogSource
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(30);

    private const int BufferBytesMin = 1 << 16;

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

    public int Read(string path, int bytesMax, ref byte[] buffer)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return -1;
        response.EnsureSuccessStatusCode();
        using Stream body = response.Content.ReadAsStream();
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Max(BufferBytesMin, buffer.Length * 2));
            int read = body.Read(buffer, length, buffer.Length - length);
            length += read;
            if (length > bytesMax) return -1;
            if (read == 0) return length;
        }
    }

    public void Dispose() => http.Dispose();
}
