using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Every keystore of a data folder, opened by the same unlock line: keystore.json, and what add-keystore put
/// beside it. One that does not open stops the start, so that a root is never missed in silence.
/// </summary>
internal static class OpenKeyring
{
    internal static bool TryRun(
        OpenFolder folder, SecretBytes unlock, (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out Keyring? keyring, [NotNullWhen(false)] out Refusal? refusal)
    {
        keyring = null;
        Keyring opened = new(NativeKeys.LabelOf(folder));
        refusal = OpenAll(folder, unlock, with, opened);
        if (refusal is null)
        {
            keyring = opened;
            return true;
        }

        opened.Dispose();
        return false;
    }

    private static Refusal? OpenAll(
        OpenFolder folder, SecretBytes unlock, (TimeProvider Time, ILogger Logger) with, Keyring keyring)
    {
        foreach (string path in folder.Paths.KeystoreFiles())
        {
            if (!OpenKeystore.TryRun(
                folder, (path, unlock), with, out Keystore? keystore, out Refusal? refusal))
                return refusal with { Field = Path.GetFileName(path) };
            if (keyring.TryAdd(keystore)) continue;
            keystore.Dispose();
            return new Refusal(
                SignerRefusal.KeystoreTwice, "Two keystores hold the same root.", Path.GetFileName(path),
                "each root once");
        }

        return keyring.Facts.Count > 0
            ? null
            : new Refusal(
                SignerRefusal.KeystoreAbsent, "The data folder holds no keystore.", "--data",
                "\"install\" with the keystore that a ceremony made");
    }
}
