using System.Text.Json;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Sodium;

public sealed class AeadVectors(ITestOutputHelper output)
{
    private delegate void Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> context, Span<byte> sealedBytes);

    private delegate bool TryOpen(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes,
        ReadOnlySpan<byte> context, Span<byte> plain);

    [VectorFact]
    public void Aes_256_gcm_agrees_with_wycheproof() => Wycheproof.Run(
        "aes_gcm_test*.json", output, "we offer 256-bit keys and 96-bit nonces only",
        (group, test) => IsSize(group, 256, 96) ? Run(test, Aes256Gcm.Seal, Aes256Gcm.TryOpen) : null);

    [VectorFact]
    public void Chacha20_poly1305_agrees_with_wycheproof() => Wycheproof.Run(
        "chacha20_poly1305_test*.json", output, "",
        (_, test) => Run(test, ChaCha20Poly1305Ietf.Seal, ChaCha20Poly1305Ietf.TryOpen));

    [VectorFact]
    public void Xchacha20_poly1305_agrees_with_wycheproof() => Wycheproof.Run(
        "xchacha20_poly1305_test*.json", output, "",
        (_, test) => Run(test, XChaCha20Poly1305.Seal, XChaCha20Poly1305.TryOpen));

    private static bool IsSize(JsonElement group, int key, int nonce) =>
        group.GetProperty("keySize").GetInt32() == key && group.GetProperty("ivSize").GetInt32() == nonce;

    private static bool Run(JsonElement test, Seal seal, TryOpen open)
    {
        byte[] key = test.Hex("key");
        byte[] nonce = test.Hex("iv");
        byte[] context = test.Hex("aad");
        byte[] plain = test.Hex("msg");
        byte[] sealedBytes = [.. test.Hex("ct"), .. test.Hex("tag")];
        byte[] opened = new byte[plain.Length];
        if (!open(key, nonce, sealedBytes, context, opened)) return false;
        byte[] again = new byte[sealedBytes.Length];
        seal(key, nonce, plain, context, again);
        again.ShouldBe(sealedBytes);
        opened.ShouldBe(plain);
        return true;
    }
}
