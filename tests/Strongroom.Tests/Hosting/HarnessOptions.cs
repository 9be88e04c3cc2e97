using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Intents;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Signer.Keys;

namespace Strongroom.Tests.Hosting;

/// <summary>What a test wants of its institution.</summary>
internal sealed record HarnessOptions
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    internal int Witnesses { get; init; } = 2;

    internal string Profile { get; init; } = "demo";

    internal CanonicalObject Policy { get; init; } = TestPolicy.Default;

    internal TimeSpan CosigningMax { get; init; } = TimeSpan.FromSeconds(10);

    internal ulong SnapshotEvery { get; init; } = 1_000_000;

    /// <summary>The tokens of the keystore; a software keystore without.</summary>
    internal HsmSettings? Hsm { get; init; }

    /// <summary>Of the keystore with tokens.</summary>
    internal ProtectionLevel TokenLevel { get; init; } = ProtectionLevel.HsmWrapped;

    internal ILogger Logger { get; init; } = NullLogger.Instance;

    internal byte[] Unlock { get; init; } = SignerHarness.Unlock;

    internal HandClock Time { get; init; } = new(Start);
}
