using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Sodium;

public sealed class AeadTests
{
    [Fact]
    public void Libsodium_and_dot_net_seal_alike() => Prop.ForAll<byte[], byte[]>((plain, context) =>
    {
        byte[] key = RandomBytes.Create(32);
        byte[] nonce = RandomBytes.Create(12);
        byte[] ours = new byte[plain.Length + 16];
        ChaCha20Poly1305Ietf.Seal(key, nonce, plain, context, ours);
        byte[] theirs = new byte[ours.Length];
        using ChaCha20Poly1305 cipher = new(key);
        cipher.Encrypt(nonce, plain, theirs.AsSpan(0, plain.Length), theirs.AsSpan(plain.Length), context);
        return ours.AsSpan().SequenceEqual(theirs);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Opens_only_with_the_same_key_nonce_context_and_bytes()
    {
        byte[] key = RandomBytes.Create(32);
        byte[] nonce = RandomBytes.Create(24);
        byte[] sealedBytes = new byte[3 + 16];
        XChaCha20Poly1305.Seal(key, nonce, [1, 2, 3], "context"u8, sealedBytes);
        byte[] plain = new byte[3];
        XChaCha20Poly1305.TryOpen(key, nonce, sealedBytes, "context"u8, plain).ShouldBeTrue();
        plain.ShouldBe([1, 2, 3]);
        XChaCha20Poly1305.TryOpen(key, nonce, sealedBytes, "contexu"u8, plain).ShouldBeFalse();
        sealedBytes[0] ^= 1;
        XChaCha20Poly1305.TryOpen(key, nonce, sealedBytes, "context"u8, plain).ShouldBeFalse();
        XChaCha20Poly1305.TryOpen(key, nonce, sealedBytes.AsSpan(0, 15), "context"u8, []).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_wrong_lengths_before_calling_the_library()
    {
        byte[] key = new byte[32];
        Should.Throw<ArgumentOutOfRangeException>(() => Aes256Gcm.Seal(new byte[16], new byte[12], [], [], new byte[16]));
        Should.Throw<ArgumentOutOfRangeException>(() => Aes256Gcm.Seal(key, new byte[16], [], [], new byte[16]));
        Should.Throw<ArgumentOutOfRangeException>(() => XChaCha20Poly1305.Seal(key, new byte[24], [1], [], new byte[16]));
    }
}
