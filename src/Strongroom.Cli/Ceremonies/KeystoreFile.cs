using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The Signer's keystore of level "software", strongroom/keystore/v1: Argon2id of the unlock secret, then
/// XChaCha20-Poly1305 bound to the institution. Written and read here because a ceremony has no Signer.
/// </summary>
internal static class KeystoreFile
{
    internal const int SeedBytes = 64;

    private const int FileBytesMax = 4096;
    private const string Schema = "strongroom/keystore/v1";

    private static readonly string[] Parts = ["salt", "nonce", "seed"];

    internal static byte[] Seal(SecretBytes seed, SecretBytes unlock, Digest genesis, Argon2idCost cost)
    {
        byte[] salt = RandomBytes.Create(Argon2id.SaltBytes);
        byte[] nonce = RandomBytes.Create(XChaCha20Poly1305.NonceBytes);
        byte[] sealedSeed = new byte[SeedBytes + XChaCha20Poly1305.TagBytes];
        using SecretBytes key = KeyOf(unlock, salt, cost);
        using (SecretLease keyLease = key.Open())
        using (SecretLease seedLease = seed.Open())
            XChaCha20Poly1305.Seal(keyLease.Span, nonce, seedLease.Span, ContextOf(genesis), sealedSeed);
        JsonObject file = new()
        {
            ["schema"] = Schema, ["level"] = "software", ["genesis"] = genesis.ToString(),
            ["passes"] = cost.Passes, ["memoryKibibytes"] = cost.MemoryKibibytes,
            ["salt"] = Base64Url.EncodeToString(salt), ["nonce"] = Base64Url.EncodeToString(nonce),
            ["seed"] = Base64Url.EncodeToString(sealedSeed),
        };
        return System.Text.Encoding.UTF8.GetBytes(file.ToJsonString());
    }

    internal static bool TryOpen(
        string path, SecretBytes unlock, Digest genesis,
        [NotNullWhen(true)] out SecretBytes? seed, [NotNullWhen(false)] out Refusal? refusal)
    {
        seed = null;
        refusal = PerformRefusals.Keystore();
        byte[] bytes = Answer.ReadBytes(path, FileBytesMax);
        if (!TryRead(bytes, genesis, out Argon2idCost cost, out byte[][] parts)) return false;
        SecretBytes opened = SecretBytes.New(SeedBytes, out Span<byte> content);
        using SecretBytes key = KeyOf(unlock, parts[0], cost);
        using SecretLease lease = key.Open();
        if (XChaCha20Poly1305.TryOpen(lease.Span, parts[1], parts[2], ContextOf(genesis), content))
        {
            refusal = null;
            seed = opened;
            return true;
        }

        opened.Dispose();
        return false;
    }

    private static bool TryRead(byte[] bytes, Digest genesis, out Argon2idCost cost, out byte[][] parts)
    {
        (cost, parts) = (default, []);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            string Text(string name) => root.GetProperty(name).GetString() ?? "";
            cost = new(root.GetProperty("passes").GetInt32(), root.GetProperty("memoryKibibytes").GetInt32());
            parts = [.. Parts.Select(name => Base64Url.DecodeFromChars(Text(name)))];
            return Text("schema") == Schema && Text("genesis") == genesis.ToString() && cost.IsInRange
                && parts[0].Length == Argon2id.SaltBytes && parts[1].Length == XChaCha20Poly1305.NonceBytes
                && parts[2].Length == SeedBytes + XChaCha20Poly1305.TagBytes;
        }
        catch (Exception problem) when (
            problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static SecretBytes KeyOf(SecretBytes unlock, ReadOnlySpan<byte> salt, Argon2idCost cost)
    {
        SecretBytes key = SecretBytes.New(XChaCha20Poly1305.KeyBytes, out Span<byte> content);
        using SecretLease lease = unlock.Open();
        Argon2id.Derive(lease.Span, salt, cost, content);
        return key;
    }

    private static byte[] ContextOf(Digest genesis) =>
        [.. "strongroom/keystore/v1\0"u8, .. genesis.ToBytes()];
}
