// The keystore file of protection level "hsm-wrapped":
// {"genesis","level","schema":"strongroom/keystore/v2","seals":[{"kek","nonce","seed","token":{"country",
// "firmware","label","model","serial","site"}}]}; a token may have "certificate" and "fips". Each seal is the
// same 64-byte seed under the key-encryption key of one token: AES-256-GCM inside the token, 12-byte nonce,
// 16-byte tag, additional data "strongroom/keystore/v2" ‖ 0x00 ‖ genesis (32 bytes) ‖ serial (UTF-8). The
// key's CKA_LABEL names the genesis.
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>A wallet seed at rest, sealed for each token of a group and bound to one institution.</summary>
internal sealed record WrappedSeed(
    string Schema, string Level, string Genesis, IReadOnlyList<SeedSeal> Seals)
{
    internal const string SchemaName = "strongroom/keystore/v2";
    internal const string WrappedLevel = "hsm-wrapped";
    internal const int SeedBytes = SealedSeed.SeedBytes;
    internal const int FileBytesMax = 16_384;
    private const int GenesisBytes = 32;
    private const int LabelGenesisCharacters = 16;

    internal static WrappedSeed Of(ReadOnlySpan<byte> genesis, IReadOnlyList<SeedSeal> seals) => new(
        SchemaName, WrappedLevel, Convert.ToHexStringLower(genesis), seals);

    /// <summary>Exactly the members of the format, each in its range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out WrappedSeed? seed)
    {
        seed = null;
        if (json.Length > FileBytesMax) return false;
        try
        {
            seed = JsonSerializer.Deserialize(json, HsmJson.Default.WrappedSeed);
        }
        catch (JsonException)
        {
            return false;
        }

        if (seed?.IsWellFormed() != true) seed = null;
        return seed is not null;
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HsmJson.Default.WrappedSeed);

    /// <summary>Whether it says that it is of this institution; only opening it proves that.</summary>
    internal bool IsFor(ReadOnlySpan<byte> genesis) =>
        string.Equals(Genesis, Convert.ToHexStringLower(genesis), StringComparison.Ordinal);

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
