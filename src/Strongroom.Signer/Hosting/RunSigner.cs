using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Strongroom.Cryptography.Secrets;
using Strongroom.Roster;
using Strongroom.Signer.Http;

namespace Strongroom.Signer.Hosting;

/// <summary>"run": opens the data folder, listens, and stops in order on SIGTERM or SIGINT.</summary>
internal static class RunSigner
{
    internal static async Task<Refusal?> RunAsync(CommandLine line)
    {
        if (!TryReadSettings(line, out SignerSettings? settings, out Refusal? refusal)) return refusal;
        if (!ListenerArguments.TryRead(line, out ListenerOptions? listeners, out refusal)) return refusal;
        SecretBytes? unlock = null;
        bool isAwaited = line.Optional("--unlock-file") is null
            && File.Exists(new DataFolder(settings.Folder).Activation);
        if (!isAwaited && SignerCommands.ReadUnlock(line, out unlock) is { } locked) return locked;
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
            (signer, refusal) = await SignerInstance.OpenAsync(settings, unlock, logger);
        if (signer is null) return refusal;
        await using (signer)
        {
            if (RefuseUnlocked(signer) is { } unlocked) return unlocked;
            if (listeners.RefuseFor(signer.Founding.Founding.Profile) is { } onHost) return onHost;
            await Serve(signer, listeners.For(signer.Founding.Founding.Profile), log);
        }

        return null;
    }

    /// <summary>In production keys are unlocked by custodians, never by a secret that lies about.</summary>
    private static Refusal? RefuseUnlocked(SignerInstance signer) =>
        signer.Founding.Founding.Profile == Profile.Production && signer.Activation is null
            ? new Refusal(
                SignerRefusal.ActivationRequired, "A production Signer is unlocked by its custodians alone.",
                "--unlock-file", "activation.json in the data folder, and no --unlock-file")
            : null;

    private static async Task Serve(SignerInstance signer, ListenerOptions listeners, ILoggerFactory log)
    {
        StationOrigin station = new(signer.Founding.Founding.Station.Origin);
        ILogger logger = log.CreateLogger("Strongroom.Signer");
        SignerRoutes routes = new(signer.Pipeline, signer.Activation, station, logger);
        TurnedAway turnedAway = new(signer.Pipeline.Bench.Refusals, TimeProvider.System, logger);
        await using WebApplication application = SignerHost.Build(listeners, routes, turnedAway, log);
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

    private static bool Fail(string field, string accepted, out Refusal refusal)
    {
        refusal =
            new Refusal(SignerRefusal.ListenerMalformed, "An option is not understood.", field, accepted);
        return false;
    }
}
