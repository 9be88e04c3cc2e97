using Microsoft.AspNetCore.Builder;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Audit;

namespace Strongroom.Tests.Audit;

/// <summary>
/// The product's witness on a Unix socket, in this process; can be stopped and started again.
/// </summary>
internal sealed class RunningWitness(string path, string name, NoteKey log)
{
    private WebApplication? application;
    private ServiceSigningKey? signing;

    internal NoteKey Key => NoteKey.Witness(name, signing!.PublicKey);

    internal string StatePath => path + ".state";

    internal string SocketPath => path + ".sock";

    internal WitnessEndpoint Endpoint =>
        WitnessEndpoint.TryParse(Key, "unix:" + SocketPath, out WitnessEndpoint? endpoint)
            ? endpoint
            : throw new InvalidOperationException("endpoint");

    internal async Task StartAsync()
    {
        if (signing is null)
        {
            signing = ServiceSigningKey.Create(path + ".key");
            WitnessState.Create(StatePath);
        }

        WitnessState.TryOpen(StatePath, Key, out WitnessState? state, out _).ShouldBeTrue();
        Witness witness = new(Key, signing, state, [log], TimeProvider.System);
        application = WitnessListener.Build(witness, "unix:" + SocketPath, null)!;
        await application.StartAsync();
    }

    internal async Task StopAsync()
    {
        if (application is not null) await application.DisposeAsync();
        application = null;
    }
}
