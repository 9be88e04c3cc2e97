using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cli.Audit;

/// <summary>
/// <c>witness --name N --key FILE --state FILE --log VKEY… --listen unix:/path</c>: cosigns checkpoints of
/// the logs that it knows (C2SP tlog-witness). Key and state are made together at the first start; later a
/// missing state is refused, because a witness that forgot lets a log rewind.
/// </summary>
internal static class RunWitness
{
    internal static Command Build()
    {
        WitnessOptions options = new();
        Command command = new("witness", "Cosign checkpoints of transparency logs (C2SP tlog-witness)");
        options.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(parsed, options, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, WitnessOptions options, CancellationToken stop)
    {
        string name = parsed.GetValue(options.Name)!;
        string statePath = parsed.GetValue(options.State)!.FullName;
        if (!NoteKey.IsName(name))
            return Refuse(new Refusal(AuditRefusal.KeyMalformed, "not a name", "name"));
        if (!TryOpenKey(parsed.GetValue(options.Key)!.FullName, statePath, out ServiceSigningKey? signing))
            return Refuse(new Refusal(AuditRefusal.KeyMalformed, "the key file cannot be used", "key"));
        using ServiceSigningKey owned = signing;
        NoteKey key = NoteKey.Witness(name, signing.PublicKey);
        Console.Out.WriteLine(key);
        if (parsed.GetValue(options.PrintKey)) return LogExit.Holds;
        if (options.ReadLogs(parsed, out List<NoteKey> logs) is { } noLogs) return Refuse(noLogs);
        if (!WitnessState.TryOpen(statePath, key, out WitnessState? state, out Refusal? refusal))
            return Refuse(refusal);
        Witness witness = new(key, signing, state, logs, TimeProvider.System);
        using X509Certificate2? certificate = ReadCertificate(parsed, options);
        string listen = parsed.GetValue(options.Listen) ?? "";
        await using WebApplication? application = WitnessListener.Build(witness, listen, certificate);
        if (application is null)
            return Refuse(new Refusal(AuditRefusal.SourceUnreadable, "cannot listen there", "listen"));
        await application.StartAsync(stop);
        Console.Out.WriteLine($"witnessing {logs.Count} logs on {listen}");
        await application.WaitForShutdownAsync(stop);
        return LogExit.Holds;
    }

    /// <summary>
    /// Opens the key; where there is none yet, makes the key and, before it, an empty state.
    /// </summary>
    private static bool TryOpenKey(
        string path, string statePath, [NotNullWhen(true)] out ServiceSigningKey? key)
    {
        if (File.Exists(path)) return ServiceSigningKey.TryOpen(path, out key);
        key = null;
        if (File.Exists(statePath) && !WitnessState.IsEmpty(statePath)) return false;
        WitnessState.Create(statePath);
        key = ServiceSigningKey.Create(path);
        return true;
    }

    private static X509Certificate2? ReadCertificate(ParseResult parsed, WitnessOptions options) =>
        parsed.GetValue(options.Certificate) is { } certificate
            ? X509Certificate2.CreateFromPemFile(
                certificate.FullName, parsed.GetValue(options.CertificateKey)?.FullName)
            : null;

    private static int Refuse(Refusal refusal) => LogExit.Refuse(refusal, isJson: false, LogExit.NotTried);
}
