using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>The public name of a root, computed as the Signer computes it.</summary>
internal static class RootName
{
    internal static Digest Of(SecretBytes seed) => Digest.FromBytes(MasterKeyName.Of(seed));
}
