using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// SHA-256 over the three assemblies that perform a ceremony, one after the other: Strongroom.Cli,
/// Strongroom, Strongroom.Cryptography (docs/formats/ceremony.md).
/// </summary>
internal static class SoftwareHash
{
    private static readonly string[] Files =
        ["Strongroom.Cli.dll", "Strongroom.dll", "Strongroom.Cryptography.dll"];

    internal static Digest Own
    {
        get
        {
            List<byte> hashes = [];
            foreach (string file in Files)
                hashes.AddRange(Digest.Sha256(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory,
                    file))).ToBytes());
            return Digest.Sha256(hashes.ToArray());
        }
    }
}
