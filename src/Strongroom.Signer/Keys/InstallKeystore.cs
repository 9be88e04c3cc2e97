using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// "install": the keystore that a ceremony made for this institution, into a folder that was founded without
/// one. It is opened once, and taken out again where it would not start; none is ever overwritten.
/// </summary>
internal static class InstallKeystore
{
    internal static Refusal? Run(DataFolder folder, string file, HsmSettings? hsm, SecretBytes unlock)
    {
        if (!OpenFolder.TryOpen(folder.Root, out OpenFolder? founded, out Refusal? refusal)) return refusal;
        using OpenFolder open = founded;
        if (File.Exists(folder.Keystore))
            return new Refusal(
                SignerRefusal.DataFolderUsed, "The data folder holds a keystore already.", "--data",
                "a folder founded with --keystore later");
        FileInfo source = new(file);
        if (!source.Exists || source.Length > WrappedSeed.FileBytesMax)
            return new Refusal(
                SignerRefusal.KeystoreMalformed, "The keystore file is absent or too large.", "--keystore");
        if (hsm is not null) DataFolder.Replace(folder.HsmSettings, hsm.ToBytes());
        DataFolder.Replace(folder.Keystore, File.ReadAllBytes(file));
        bool isOpen = OpenKeystore.TryRun(
            open, (folder.Keystore, unlock), (TimeProvider.System, NullLogger.Instance), out Keystore? opened, out refusal);
        using (opened)
        {
            if (isOpen) return null;
        }

        File.Delete(folder.Keystore);
        if (hsm is not null) File.Delete(folder.HsmSettings);
        return refusal;
    }
}
