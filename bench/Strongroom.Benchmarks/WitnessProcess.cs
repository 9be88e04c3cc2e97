using System.Diagnostics;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Audit;

namespace Strongroom.Benchmarks;

/// <summary>The product's witness in a process of its own, as an institution would run it.</summary>
internal sealed class WitnessProcess : IAsyncDisposable
{
    private readonly string keyPath;
    private readonly string statePath;
    private readonly string socket;
    private Process? process;

    internal WitnessProcess(string folder, string socket)
    {
        keyPath = Path.Combine(folder, "witness.key");
        statePath = Path.Combine(folder, "witness.state");
        this.socket = socket;
        WitnessState.Create(statePath);
        using ServiceSigningKey key = ServiceSigningKey.Create(keyPath);
        Key = NoteKey.Witness("witness.example", key.PublicKey);
    }

    internal NoteKey Key { get; }

    /// <summary>As the Signer's <c>--witness</c> takes it.</summary>
    internal string Address => $"{Key}=unix:{socket}";

    internal WitnessEndpoint Endpoint
    {
        get
        {
            Invariant.Holds(WitnessEndpoint.TryParse(Key, "unix:" + socket, out WitnessEndpoint? endpoint));
            return endpoint;
        }
    }

    internal async Task StartAsync(NoteKey log)
    {
        process = Programs.Start(
            Programs.Cli, "witness", "--name", Key.Name, "--key", keyPath, "--state", statePath, "--log", log.ToString(),
            "--listen", "unix:" + socket);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("witnessing", StringComparison.Ordinal)) return;
        }

        throw new InvalidOperationException("the witness did not start");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await Programs.StopAsync(process);
    }
}
