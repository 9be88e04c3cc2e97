using System.Net;
using System.Net.Mime;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>The witness's HTTP face: POST /add-checkpoint, GET /{SHA-256 of origin}/checkpoint.</summary>
internal static class WitnessListener
{
    private const string UnixStart = "unix:";
    private const string SizeType = "text/x.tlog.size";
    private const string TextType = MediaTypeNames.Text.Plain + "; charset=utf-8";

    /// <summary>Null when the address is neither a Unix socket nor https with a certificate.</summary>
    internal static WebApplication? Build(Witness witness, string listen, X509Certificate2? certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        bool isUnix = listen.StartsWith(UnixStart, StringComparison.Ordinal);
        IPEndPoint? endpoint = null;
        if (!isUnix && (certificate is null || !TryParseHttps(listen, out endpoint))) return null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = SignedNote.BytesMax;
            if (isUnix) kestrel.ListenUnixSocket(ClearSocket(listen[UnixStart.Length..]));
            else kestrel.Listen(endpoint!, https => https.UseHttps(certificate!));
        });
        WebApplication application = builder.Build();
        application.MapPost("/add-checkpoint", context => AddAsync(context, witness));
        application.MapGet("/{originHash}/checkpoint", (string originHash) => Read(originHash, witness));
        return application;
    }

    private static async Task AddAsync(HttpContext context, Witness witness)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        WitnessDecision decision = witness.Add(body.GetBuffer().AsSpan(0, (int)body.Length), out string line);
        context.Response.StatusCode = (int)decision.Verdict;
        bool isConflict = decision.Verdict == WitnessVerdict.SizeConflict;
        context.Response.ContentType = isConflict ? SizeType : TextType;
        string answer = isConflict ? $"{decision.HeldSize}\n" : line;
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private static IResult Read(string originHash, Witness witness) =>
        witness.Find(originHash) is { } head
            ? Results.Bytes(head.ToBytes(), TextType)
            : Results.NotFound();

    private static bool TryParseHttps(string listen, out IPEndPoint? endpoint)
    {
        endpoint = null;
        const string Start = "https://";
        return listen.StartsWith(Start, StringComparison.Ordinal)
            && IPEndPoint.TryParse(listen.AsSpan(Start.Length).TrimEnd('/'), out endpoint);
    }

    /// <summary>A socket that a killed process left behind keeps nobody out.</summary>
    private static string ClearSocket(string path)
    {
        File.Delete(path);
        return path;
    }
}
