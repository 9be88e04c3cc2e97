using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Roster;

namespace Strongroom.Signer.Keys;

/// <summary>
/// "add-keystore": puts the keystore of another root into the data folder of a Signer that is not running,
/// after it opened with the unlock line. What the root may do is decided by the key register alone. The first
/// keystore of a folder that was founded without one may bring the tokens of the group.
/// </summary>
internal static class AddKeystore
{
    private const int FileBytesMax = 64 * 1024;

    internal static Refusal? Run(
        string data, (string File, HsmSettings? Hsm) input, SecretBytes unlock, TextWriter output)
    {
        string file = input.File;
        FileInfo found = new(file);
        if (!found.Exists || found.Length > FileBytesMax)
            return new Refusal(
                SignerRefusal.KeystoreMalformed, "The keystore file is absent or too large.", "--keystore");
        if (!OpenFolder.TryOpen(data, out OpenFolder? folder, out Refusal? refusal)) return refusal;
        using (folder)
        {
            if (input.Hsm is not null && File.Exists(folder.Paths.HsmSettings))
                return new Refusal(
                    SignerRefusal.DataFolderUsed, "The data folder has its group of tokens already.", "--hsm",
                    "hsm.json in the data folder, changed by hand");
            if (input.Hsm is not null) DataFolder.Replace(folder.Paths.HsmSettings, input.Hsm.ToBytes());
            if (!TryReadRoot(folder, (file, unlock), out Digest root, out refusal))
            {
                if (input.Hsm is not null) File.Delete(folder.Paths.HsmSettings);
                return refusal;
            }

            string name = $"keystore-{root.ToString()[..DataFolder.RootCharacters]}.json";
            string path = folder.Paths.KeystoreFiles().Any()
                ? Path.Combine(folder.Paths.Keystores, name)
                : folder.Paths.Keystore;
            DataFolder.Replace(path, File.ReadAllBytes(file));
            output.WriteLine(JsonSerializer.Serialize(
                new AddedKeystore(root.ToString(), path), SignerJson.Readable.AddedKeystore));
            return null;
        }
    }

    /// <summary>Opens it beside all that are there: none of them may hold the same root.</summary>
    private static bool TryReadRoot(
        OpenFolder folder, (string File, SecretBytes Unlock) input, out Digest root,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        root = default;
        (TimeProvider Time, ILogger Logger) with = (TimeProvider.System, NullLogger.Instance);
        Keyring? keyring = new();
        if (folder.Paths.KeystoreFiles().Any()
            && !OpenKeyring.TryRun(folder, input.Unlock, with, out keyring, out refusal))
            return false;
        using (keyring)
        {
            if (!OpenKeystore.TryRun(folder, input, with, out Keystore? keystore, out refusal)) return false;
            root = keystore.Root;
            if (keyring.TryAdd(keystore)) return true;
            keystore.Dispose();
            refusal = new Refusal(
                SignerRefusal.KeystoreTwice, "The data folder holds this root already.", "--keystore",
                "the keystore of another root");
            return false;
        }
    }
}

/// <summary>Which root came in, and where its keystore lies now.</summary>
internal sealed record AddedKeystore(string Root, string File);
