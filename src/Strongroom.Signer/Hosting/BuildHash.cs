using Strongroom.Intents;

namespace Strongroom.Signer.Hosting;

/// <summary>SHA-256 of the Signer's assembly file: what every leaf names as its build.</summary>
internal static class BuildHash
{
    internal static Digest OfThisAssembly { get; } =
        Digest.Sha256(File.ReadAllBytes(typeof(BuildHash).Assembly.Location));
}
