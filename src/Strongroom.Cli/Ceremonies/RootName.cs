using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The public name of a root: digest("strongroom/root-name/v1", compressed BIP-32 master public key of the
/// seed).
/// </summary>
internal static class RootName
{
    internal static Digest Of(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
        return Digest.Tagged("strongroom/root-name/v1"u8, master.ToPublic().Key.ToCompressed());
    }
}
