// The keystore file of protection level "hsm-wrapped":
// {"genesis","level","schema":"strongroom/keystore/v2","seals":[{"kek","nonce","seed","token":{"country",
// "firmware","label","model","serial","site"}}]}. Each seal is the same 64-byte seed under the key-encryption
// key of one token: AES-256-GCM inside the token, 12-byte nonce, 16-byte tag, additional data
// "strongroom/keystore/v2" ‖ 0x00 ‖ genesis (32 bytes) ‖ serial (UTF-8). The key's CKA_LABEL names the genesis.
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Sodium;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>A wallet seed at rest, sealed for each token of a group and bound to one institution.</summary>
internal sealed record WrappedSeed(
    string Schema, string Level, string Genesis, IReadOnlyList<SeedSeal> Seals)
{
    internal const string SchemaName = "strongroom/keystore/v2";
    internal const string WrappedLevel = "hsm-wrapped";
    internal const int SeedBytes = SealedSeed.SeedBytes;
    private const int FileBytesMax = 16_384;
    private const int GenesisBytes = 32;
    private const int LabelGenesisCharacters = 16;

    internal static bool TryParse(
        ReadOnlySpan<byte> json, [NotNullWhen(true)] out WrappedSeed? seed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        seed = null;
        refusal = new Refusal(
            SignerRefusal.KeystoreMalformed, "The keystore is not a strongroom/keystore/v2 file.");
        if (json.Length > FileBytesMax) return false;
        try
        {
            seed = JsonSerializer.Deserialize(json, HsmJson.Default.WrappedSeed);
        }
        catch (JsonException)
        {
            return false;
        }

        if (seed is not null && seed.IsWellFormed())
        {
            refusal = null;
            return true;
        }

        seed = null;
        return false;
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HsmJson.Default.WrappedSeed);

    internal static byte[] ContextOf(ReadOnlySpan<byte> genesis, string serial)
    {
        Invariant.Holds(genesis.Length == GenesisBytes);
        return [.. "strongroom/keystore/v2\0"u8, .. genesis, .. Encoding.UTF8.GetBytes(serial)];
    }

    /// <summary>The label of every key-encryption key of that institution.</summary>
    internal static string KekLabelOf(ReadOnlySpan<byte> genesis) =>
        $"strongroom kek {Convert.ToHexStringLower(genesis)[..LabelGenesisCharacters]}";

    private bool IsWellFormed() =>
        string.Equals(Schema, SchemaName, StringComparison.Ordinal)
        && string.Equals(Level, WrappedLevel, StringComparison.Ordinal)
        && Genesis.Length == 2 * GenesisBytes
        && Seals.Count is > 0 and <= HsmSettings.TokensMax
        && Seals.Select(seal => seal.Serial).Distinct(StringComparer.Ordinal).Count() == Seals.Count
        && Seals.All(seal => seal.IsWellFormed());
}

/// <summary>The seed under one token's key, and which token that is.</summary>
internal sealed record SeedSeal(TokenFact Token, string Kek, string Nonce, string Seed)
{
    internal string Serial => Token.Serial;

    internal byte[] KekId => Base64Url.DecodeFromChars(Kek);

    internal byte[] NonceBytes => Base64Url.DecodeFromChars(Nonce);

    internal byte[] SealedBytes => Base64Url.DecodeFromChars(Seed);

    internal bool IsWellFormed() =>
        HasBytes(Kek, TokenKeyPair.IdBytes)
        && HasBytes(Nonce, TokenKek.NonceBytes)
        && HasBytes(Seed, WrappedSeed.SeedBytes + TokenKek.TagBytes);

    private static bool HasBytes(string text, int count) =>
        Base64Url.IsValid(text, out int decoded) && decoded == count;
}
