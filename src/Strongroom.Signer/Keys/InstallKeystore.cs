using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// "install": the keystore that a ceremony made for this institution, into a folder that was founded without
/// one. It is opened once, so that nothing is kept that would not start; an existing keystore is never
/// overwritten.
/// </summary>
internal static class InstallKeystore
{
    private const int FileBytesMax = WrappedSeed.FileBytesMax;

    internal static Refusal? Run(DataFolder folder, string file, HsmSettings? hsm, SecretBytes unlock)
    {
        if (!OpenFolder.TryOpen(folder.Root, out OpenFolder? founded, out Refusal? refusal)) return refusal;
        using OpenFolder open = founded;
        if (File.Exists(folder.Keystore))
            return new Refusal(
                SignerRefusal.DataFolderUsed, "The data folder holds a keystore already.", "--data",
                "a folder founded --without-keystore");
        FileInfo source = new(file);
        if (!source.Exists || source.Length > FileBytesMax)
            return new Refusal(
                SignerRefusal.KeystoreMalformed, "The keystore file is absent or too large.", "--keystore");
        byte[] keystore = File.ReadAllBytes(file);
        if (!OpenKeystore.TryOpen(
            open, (keystore, hsm), unlock, (TimeProvider.System, NullLogger.Instance), out Keystore? opened,
            out refusal))
            return refusal;
        opened.Dispose();
        if (hsm is not null) DataFolder.Replace(folder.HsmSettings, hsm.ToBytes());
        DataFolder.Replace(folder.Keystore, keystore);
        return null;
    }
}
