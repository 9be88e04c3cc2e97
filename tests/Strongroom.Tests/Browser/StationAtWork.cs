using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strongroom.Cli.Station;
using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Browser;

/// <summary>
/// The station's pages as <c>station serve</c> serves them, on an origin that a founding pins, and beside it a desk on
/// another origin that hands out one intent and takes what comes back. Chromium is driven by tools/devnet/station.mjs.
/// </summary>
internal sealed class StationAtWork : IAsyncDisposable
{
    private readonly X509Certificate2 certificate = CreateCertificate();
    private readonly int stationPort = FreePort();
    private readonly int deskPort = FreePort();
    private WebApplication? station;
    private WebApplication? desk;

    private StationAtWork() { }

    internal string Origin => $"https://station.localhost:{stationPort}";

    internal string Link => $"https://localhost:{deskPort}/v1/intents/0";

    /// <summary>What the desk answers to the link.</summary>
    internal JsonObject Served { get; set; } = [];

    /// <summary>The statements that the station posted back, in order.</summary>
    internal List<JsonObject> Received { get; } = [];

    internal static StationAtWork Create() => new();

    /// <summary>Serves the station of a running institution whose founding pins <see cref="Origin"/>.</summary>
    internal async Task ServeAsync(SignerHarness harness)
    {
        string settings = Path.Combine(harness.Folder, "station.json");
        JsonObject content = new()
        {
            ["name"] = "Demo Custody",
            ["institution"] = harness.Genesis.ToString(),
            ["journalKey"] = Base64UrlText.Write(harness.JournalKey.PublicKey),
            ["rpId"] = "station.localhost",
        };
        await File.WriteAllTextAsync(settings, content.ToJsonString());
        station = ServeStation.Compose(
            Repository.PathOf("station"), settings, new Uri($"https://127.0.0.1:{stationPort}"), certificate);
        await station.StartAsync();
        desk = ComposeDesk();
        await desk.StartAsync();
    }

    /// <summary>One run of the browser; the answer, or what it complained about.</summary>
    internal async Task<(JsonObject? Answer, string Complaint)> DriveAsync(JsonObject task)
    {
        task["stationUrl"] = Origin + "/";
        task["spki"] = Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        ProcessStartInfo start = new("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.PathOf("tools", "devnet", "station.mjs"));
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(task.ToJsonString());
        node.StandardInput.Close();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? (JsonNode.Parse(output)!.AsObject(), "") : (null, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (station is not null) await station.DisposeAsync();
        if (desk is not null) await desk.DisposeAsync();
        certificate.Dispose();
    }

    private WebApplication ComposeDesk()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, deskPort, listen => listen.UseHttps(certificate)));
        WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        return application;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = Origin;
        http.Response.Headers.AccessControlAllowHeaders = "content-type";
        if (HttpMethods.IsOptions(http.Request.Method)) return;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(Served.ToJsonString());
            return;
        }

        JsonObject? statement = await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body);
        lock (Received) Received.Add(statement!);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=station.localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("station.localhost");
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
