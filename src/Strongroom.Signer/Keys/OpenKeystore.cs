using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>A keystore of a founded folder, whichever level it has, opened by the unlock line.</summary>
internal static class OpenKeystore
{
    internal static bool TryRun(
        OpenFolder folder, (string Path, SecretBytes Unlock) input,
        (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out Keystore? keystore, [NotNullWhen(false)] out Refusal? refusal) =>
        TryRun(
            new KeystorePlace(folder.Paths, folder.Founding.Founding.Profile, folder.Founding.Institution),
            input, with, out keystore, out refusal);

    internal static bool TryRun(
        KeystorePlace place, (string Path, SecretBytes Unlock) input,
        (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out Keystore? keystore, [NotNullWhen(false)] out Refusal? refusal)
    {
        keystore = null;
        byte[] file = File.ReadAllBytes(input.Path);
        string schema = SchemaOf(file);
        ProtectionLevel level = schema switch
        {
            WrappedSeed.SchemaName => ProtectionLevel.HsmWrapped,
            DerivedRoot.SchemaName => ProtectionLevel.HsmDerived,
            _ => ProtectionLevel.Software,
        };
        refusal = CheckLevel(place.Profile, level);
        if (refusal is not null) return false;
        return level == ProtectionLevel.Software
            ? TryOpenSoftware(place, file, input.Unlock, out keystore, out refusal)
            : TryOpenInTokens(place, (file, input.Unlock), with, out keystore, out refusal);
    }

    /// <summary>Null when an institution of that profile may use keys of that level.</summary>
    internal static Refusal? CheckLevel(Profile profile, ProtectionLevel level) =>
        profile == Profile.Production && level == ProtectionLevel.Software
            ? new Refusal(SignerRefusal.ProtectionLevel,
                "A production institution takes no keys of level software.", "profile",
                "an HSM, or profile demo")
            : null;

    /// <summary>The tokens of the group, from their file.</summary>
    internal static bool TryReadSettings(
        string path, [NotNullWhen(true)] out HsmSettings? settings, [NotNullWhen(false)] out Refusal? refusal)
    {
        byte[] file = File.Exists(path) ? File.ReadAllBytes(path) : [];
        refusal = HsmSettings.TryParse(file, out settings)
            ? null
            : new Refusal(SignerRefusal.HsmSettings, "The settings of the tokens are not understood.",
                "hsm.json", HsmSettings.SchemaName);
        return settings is not null;
    }

    private static bool TryOpenSoftware(
        KeystorePlace place, byte[] file, SecretBytes unlock, [NotNullWhen(true)] out Keystore? keystore,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        keystore = null;
        byte[] genesis = place.Institution.ToBytes();
        if (Keystore.Software.TryOpen(file, unlock, genesis, out Keystore.Software? opened, out refusal))
            keystore = opened;
        return opened is not null;
    }

    private static bool TryOpenInTokens(
        KeystorePlace place, (byte[] File, SecretBytes Pins) input,
        (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out Keystore? keystore, [NotNullWhen(false)] out Refusal? refusal)
    {
        keystore = null;
        refusal = new Refusal(
            SignerRefusal.KeystoreMalformed, "The keystore is not a strongroom/keystore/v2 or v3 file.");
        bool isWrapped = WrappedSeed.TryParse(input.File, out WrappedSeed? wrapped);
        bool isDerived = DerivedRoot.TryParse(input.File, out DerivedRoot? derived);
        if (!isWrapped && !isDerived) return false;
        if (!TryReadSettings(place.Paths.HsmSettings, out HsmSettings? settings, out refusal)) return false;
        if (!HsmGroup.TryOpen(settings, input.Pins, with, out HsmGroup? group, out refusal)) return false;
        byte[] genesis = place.Institution.ToBytes();
        if (derived is not null && Keystore.HsmDerived.TryOpen(
            group, derived, genesis, out Keystore.HsmDerived? root, out refusal)) keystore = root;
        if (wrapped is not null && Keystore.HsmWrapped.TryOpen(
            group, wrapped, genesis, out Keystore.HsmWrapped? seed, out refusal)) keystore = seed;
        if (keystore is null) group.Dispose();
        return keystore is not null;
    }

    /// <summary>By its own words only; what they promise is checked by the reader of that format.</summary>
    private static string SchemaOf(byte[] file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(file);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return "";
            return json.RootElement.TryGetProperty("schema", out JsonElement schema)
                && schema.ValueKind == JsonValueKind.String ? schema.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
