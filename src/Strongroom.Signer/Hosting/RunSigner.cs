using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Http;

namespace Strongroom.Signer.Hosting;

/// <summary>"run": opens the data folder, listens, and stops in order on SIGTERM or SIGINT.</summary>
internal static class RunSigner
{
    private const string TlsStart = "https://";

    internal static async Task<Refusal?> RunAsync(CommandLine line)
    {
        if (!TryReadSettings(line, out SignerSettings? settings, out Refusal? refusal)) return refusal;
        if (!TryReadListeners(line, out ListenerOptions? listeners, out refusal)) return refusal;
        if (SignerCommands.ReadUnlock(line, out SecretBytes? unlock) is { } locked) return locked;
        using ILoggerFactory log = LoggerFactory.Create(logging => logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
                console.UseUtcTimestamp = true;
            }));
        ILogger logger = log.CreateLogger("Strongroom.Signer");
        string? diagnostics = Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics");
        if (!string.Equals(diagnostics, "0", StringComparison.Ordinal)) SignerLog.DiagnosticsOpen(logger);
        SignerInstance? signer;
        using (unlock)
            (signer, refusal) = await SignerInstance.OpenAsync(settings, unlock!, logger);
        if (signer is null) return refusal;
        await using (signer) await Serve(signer, listeners, log);
        return null;
    }

    private static async Task Serve(SignerInstance signer, ListenerOptions listeners, ILoggerFactory log)
    {
        StationOrigin station = new(signer.Founding.Founding.Station.Origin);
        SignerRoutes routes = new(signer.Pipeline, station, log.CreateLogger("Strongroom.Signer"));
        await using WebApplication application = SignerHost.Build(listeners, routes, log);
        TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await SignerHost.Start(application, listeners);
        await stopping.Task;
        await application.StopAsync();

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.TrySetResult();
        }
    }

    private static bool TryReadSettings(
        CommandLine line, [NotNullWhen(true)] out SignerSettings? settings,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        settings = null;
        if (!line.TryRequire("--data", out string? data, out refusal)) return false;
        settings = new SignerSettings { Folder = data, Witnesses = line.All("--witness") };
        if (line.Optional("--snapshot-every") is { } every)
        {
            if (!ulong.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out ulong leaves)
                || leaves == 0)
                return Fail("--snapshot-every", "a number of leaves", out refusal);
            settings = settings with { SnapshotEvery = leaves };
        }

        return true;
    }

    private static bool TryReadListeners(
        CommandLine line, [NotNullWhen(true)] out ListenerOptions? options,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        options = null;
        if (!line.TryRequire("--socket", out string? socket, out refusal)) return false;
        string path = Path.GetFullPath(socket);
        if (Encoding.UTF8.GetByteCount(path) > ListenerOptions.SocketPathBytesMax)
            return Fail(
                "--socket", $"a path of at most {ListenerOptions.SocketPathBytesMax} bytes", out refusal);
        List<uint> uids = [];
        foreach (string text in line.All("--peer-uid"))
        {
            if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint uid))
                return Fail("--peer-uid", "a numeric uid", out refusal);
            uids.Add(uid);
        }

        if (!TryReadTls(line, out TlsListener? tls, out refusal)) return false;
        options = new ListenerOptions(path, uids, tls);
        return true;
    }

    private static bool TryReadTls(
        CommandLine line, out TlsListener? tls, [NotNullWhen(false)] out Refusal? refusal)
    {
        tls = null;
        refusal = null;
        if (line.Optional("--listen") is not { } listen) return true;
        bool isTls = listen.StartsWith(TlsStart, StringComparison.Ordinal)
            & IPEndPoint.TryParse(
                listen.AsSpan(Math.Min(TlsStart.Length, listen.Length)), out IPEndPoint? endPoint);
        if (!isTls || endPoint is null)
            return Fail("--listen", "https://ADDRESS:PORT; plain HTTP is never served", out refusal);
        if (!line.TryRequire("--certificate", out string? certificate, out refusal)) return false;
        if (!line.TryRequire("--key", out string? key, out refusal)) return false;
        tls = new TlsListener(endPoint, certificate, key);
        return true;
    }

    private static bool Fail(string field, string accepted, out Refusal refusal)
    {
        refusal =
            new Refusal(SignerRefusal.ListenerMalformed, "An option is not understood.", field, accepted);
        return false;
    }
}
