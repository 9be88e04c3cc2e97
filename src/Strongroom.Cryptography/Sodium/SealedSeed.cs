// The keystore file of protection level "software":
// {"genesis","level","memoryKibibytes","nonce","passes","salt", "schema":"strongroom/keystore/v1","seed"}.
// The key is Argon2id (RFC 9106, one lane, 16-byte salt) of the unlock secret; the seed (64 bytes) is sealed
// by XChaCha20-Poly1305 under it, a random 24-byte nonce, and the additional data "strongroom/keystore/v1" ‖
// 0x00 ‖ genesis (32 bytes).
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// A wallet seed at rest, bound to one institution: it does not open under another genesis.
/// </summary>
internal sealed record SealedSeed(
    string Schema, string Level, string Genesis, int Passes, int MemoryKibibytes, string Salt, string Nonce,
    string Seed)
{
    internal const string SchemaName = "strongroom/keystore/v1";
    internal const string SoftwareLevel = "software";
    internal const int SeedBytes = 64;
    internal const int FileBytesMax = 4096;
    private const int GenesisBytes = 32;

    /// <summary>A fresh seed, sealed; the seed itself is gone when this returns.</summary>
    internal static SealedSeed Create(SecretBytes unlock, ReadOnlySpan<byte> genesis, Argon2idCost cost)
    {
        using SecretBytes seed = SecretBytes.Random(SeedBytes);
        return Seal(seed, unlock, genesis, cost);
    }

    internal static SealedSeed Seal(
        SecretBytes seed, SecretBytes unlock, ReadOnlySpan<byte> genesis, Argon2idCost cost)
    {
        byte[] salt = RandomBytes.Create(Argon2id.SaltBytes);
        byte[] nonce = RandomBytes.Create(XChaCha20Poly1305.NonceBytes);
        byte[] sealedSeed = new byte[SeedBytes + XChaCha20Poly1305.TagBytes];
        using SecretBytes key = KeyOf(unlock, salt, cost);
        using (SecretLease keyLease = key.Open())
        using (SecretLease seedLease = seed.Open())
            XChaCha20Poly1305.Seal(keyLease.Span, nonce, seedLease.Span, ContextOf(genesis), sealedSeed);

        return new SealedSeed(
            SchemaName, SoftwareLevel, Convert.ToHexStringLower(genesis), cost.Passes, cost.MemoryKibibytes,
            Base64Url.EncodeToString(salt), Base64Url.EncodeToString(nonce), Base64Url.EncodeToString(
                sealedSeed));
    }

    /// <summary>Exactly the members of the format, each in its range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out SealedSeed? seed)
    {
        seed = null;
        if (json.Length > FileBytesMax) return false;
        try
        {
            seed = JsonSerializer.Deserialize(json, KeystoreJson.Default.SealedSeed);
        }
        catch (JsonException)
        {
            return false;
        }

        if (seed?.IsWellFormed() != true) seed = null;
        return seed is not null;
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, KeystoreJson.Default.SealedSeed);

    /// <summary>Whether it says that it is of this institution; only opening it proves that.</summary>
    internal bool IsFor(ReadOnlySpan<byte> genesis) =>
        string.Equals(Genesis, Convert.ToHexStringLower(genesis), StringComparison.Ordinal);

    /// <summary>The seed in locked memory; another genesis is turned away before any trial.</summary>
    internal bool TryOpen(
        SecretBytes unlock, ReadOnlySpan<byte> genesis, [NotNullWhen(true)] out SecretBytes? seed)
    {
        seed = null;
        if (!IsFor(genesis)) return false;
        SecretBytes opened = SecretBytes.New(SeedBytes, out Span<byte> content);
        using SecretBytes key = KeyOf(unlock, Decode(Salt), new Argon2idCost(Passes, MemoryKibibytes));
        using SecretLease lease = key.Open();
        if (XChaCha20Poly1305.TryOpen(lease.Span, Decode(Nonce), Decode(Seed), ContextOf(genesis), content))
        {
            seed = opened;
            return true;
        }

        opened.Dispose();
        return false;
    }

    private static SecretBytes KeyOf(SecretBytes unlock, ReadOnlySpan<byte> salt, Argon2idCost cost)
    {
        SecretBytes key = SecretBytes.New(XChaCha20Poly1305.KeyBytes, out Span<byte> content);
        using SecretLease lease = unlock.Open();
        Argon2id.Derive(lease.Span, salt, cost, content);
        return key;
    }

    private static byte[] ContextOf(ReadOnlySpan<byte> genesis)
    {
        Invariant.Holds(genesis.Length == GenesisBytes);
        return [.. "strongroom/keystore/v1\0"u8, .. genesis];
    }

    private bool IsWellFormed() =>
        string.Equals(Schema, SchemaName, StringComparison.Ordinal)
        && string.Equals(Level, SoftwareLevel, StringComparison.Ordinal)
        && new Argon2idCost(Passes, MemoryKibibytes).IsInRange
        && Genesis.Length == 2 * GenesisBytes
        && HasBytes(Salt, Argon2id.SaltBytes)
        && HasBytes(Nonce, XChaCha20Poly1305.NonceBytes)
        && HasBytes(Seed, SeedBytes + XChaCha20Poly1305.TagBytes);

    private static bool HasBytes(string text, int count) =>
        Base64Url.IsValid(text, out int decoded) && decoded == count;

    private static byte[] Decode(string text) => Base64Url.DecodeFromChars(text);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SealedSeed))]
internal sealed partial class KeystoreJson : JsonSerializerContext;
