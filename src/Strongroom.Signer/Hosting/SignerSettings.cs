namespace Strongroom.Signer.Hosting;

/// <summary>How a founded Signer is started.</summary>
internal sealed record SignerSettings
{
    internal required string Folder { get; init; }

    /// <summary>"VKEY=unix:/path" or "VKEY=https://…", for witnesses that the founding names.</summary>
    internal IReadOnlyList<string> Witnesses { get; init; } = [];

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Leaves between two snapshots that the Signer takes by itself.</summary>
    internal ulong SnapshotEvery { get; init; } = 100_000;

    /// <summary>How long a caller waits for witnesses before it is told to come again.</summary>
    internal TimeSpan CosigningMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Must end the process: what follows an unknown outcome is never reached.</summary>
    internal Action<Exception> Fatal { get; init; } =
        problem => Environment.FailFast("the record cannot be trusted or written", problem);
}
