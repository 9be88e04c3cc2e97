using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.FileProviders;

namespace Strongroom.Cli.Station;

/// <summary>
/// <c>station serve --folder DIR --settings station.json --listen https://… --certificate F --certificate-key
/// F</c>: any static server will do; this one adds the headers that keep the pages alone on their origin.
/// </summary>
internal static class ServeStation
{
    internal static Command Build()
    {
        Option<string> folder = new("--folder") { Description = "the station's pages", Required = true };
        Option<string> settings =
            new("--settings") { Description = "station.json of the institution", Required = true };
        Option<string> listen = new("--listen") { Description = "https://127.0.0.1:PORT", Required = true };
        Option<string> certificate = new("--certificate") { Description = "PEM", Required = true };
        Option<string> certificateKey = new("--certificate-key") { Description = "PEM", Required = true };
        Command command = new("serve", "Serve the station on its own origin");
        command.Options.Add(folder);
        command.Options.Add(settings);
        command.Options.Add(listen);
        command.Options.Add(certificate);
        command.Options.Add(certificateKey);
        command.SetAction(async (parsed, stop) =>
        {
            using X509Certificate2 tls = X509Certificate2.CreateFromPemFile(
                parsed.GetValue(certificate)!, parsed.GetValue(certificateKey)!);
            await using WebApplication application = Compose(
                Path.GetFullPath(parsed.GetValue(folder)!), Path.GetFullPath(parsed.GetValue(settings)!),
                new Uri(parsed.GetValue(listen)!), tls);
            await application.StartAsync(stop);
            Console.Out.WriteLine($"station on {parsed.GetValue(listen)}");
            await application.WaitForShutdownAsync(stop);
            return Answer.Done;
        });
        return command;
    }

    internal static WebApplication Compose(string folder, string settings, Uri listen, X509Certificate2 tls)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Parse(listen.Host), listen.Port, port => port.UseHttps(tls));
        });
        WebApplication application = builder.Build();
        application.Use(AddHeaders);
        application.MapGet("/station.json", () => Results.File(settings, "application/json"));
        PhysicalFileProvider files = new(folder);
        application.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        application.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        return application;
    }

    // The page's own policy is in its meta element, so that any static server serves it; frame-ancestors
    // works only here.
    private static Task AddHeaders(HttpContext http, RequestDelegate next)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        headers.StrictTransportSecurity = "max-age=31536000";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    }
}
