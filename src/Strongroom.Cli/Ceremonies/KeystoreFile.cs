using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A keystore of level "software" at a ceremony: one refusal whatever is wrong with file, secret or
/// institution.
/// </summary>
internal static class KeystoreFile
{
    internal static byte[] Read(string path) => Answer.ReadBytes(path, WrappedSeed.FileBytesMax);

    internal static bool TryOpen(
        byte[] file, SecretBytes unlock, Digest genesis,
        [NotNullWhen(true)] out SecretBytes? seed, [NotNullWhen(false)] out Refusal? refusal)
    {
        seed = null;
        bool isOpen = SealedSeed.TryParse(file, out SealedSeed? sealedSeed)
            && sealedSeed.TryOpen(unlock, genesis.ToBytes(), out seed);
        refusal = isOpen ? null : PerformRefusals.Keystore();
        return isOpen;
    }
}
