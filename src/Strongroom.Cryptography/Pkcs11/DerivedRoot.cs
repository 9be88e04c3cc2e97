// The keystore file of protection level "hsm-derived": {"genesis","id","level","publicKey",
// "schema":"strongroom/keystore/v3"}. It holds no secret: id is the CKA_ID (base64url, 16 bytes) of the root
// in the tokens, publicKey (hex, compressed) the master key's public half, which a token must show.
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>Which key of the tokens is the root of an institution's accounts.</summary>
internal sealed record DerivedRoot(string Schema, string Level, string Genesis, string Id, string PublicKey)
{
    internal const string SchemaName = "strongroom/keystore/v3";
    internal const string DerivedLevel = "hsm-derived";
    private const int FileBytesMax = 4096;
    private const int GenesisBytes = 32;
    private const int LabelGenesisCharacters = 16;

    internal KeyName Name => new(Base64Url.DecodeFromChars(Id), LabelOf(Genesis));

    internal static DerivedRoot Of(ReadOnlySpan<byte> genesis, TokenRoot root) => new(
        SchemaName, DerivedLevel, Convert.ToHexStringLower(genesis), Base64Url.EncodeToString(root.Name.Id),
        root.PublicKey.ToSecp256k1().ToString());

    /// <summary>A name for a root that is to be made.</summary>
    internal static KeyName NewName(ReadOnlySpan<byte> genesis) =>
        new(RandomBytes.Create(TokenKeyPair.IdBytes), LabelOf(Convert.ToHexStringLower(genesis)));

    /// <summary>Exactly the members of the format, each in its range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out DerivedRoot? root)
    {
        root = null;
        if (json.Length > FileBytesMax) return false;
        try
        {
            root = JsonSerializer.Deserialize(json, HsmJson.Default.DerivedRoot);
        }
        catch (JsonException)
        {
            return false;
        }

        if (root?.IsWellFormed() != true) root = null;
        return root is not null;
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HsmJson.Default.DerivedRoot);

    /// <summary>Whether it says that it is of this institution.</summary>
    internal bool IsFor(ReadOnlySpan<byte> genesis) =>
        string.Equals(Genesis, Convert.ToHexStringLower(genesis), StringComparison.Ordinal);

    private static string LabelOf(string genesis) => $"strongroom root {genesis[..LabelGenesisCharacters]}";

    private bool IsWellFormed() =>
        string.Equals(Schema, SchemaName, StringComparison.Ordinal)
        && string.Equals(Level, DerivedLevel, StringComparison.Ordinal)
        && Genesis.Length == 2 * GenesisBytes
        && Base64Url.IsValid(Id, out int bytes) && bytes == TokenKeyPair.IdBytes
        && PublicKey.Length == 2 * Secp256k1PublicKey.CompressedBytes;
}
