namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// XChaCha20Poly1305 (draft-irtf-cfrg-xchacha-03): 32-byte key, 24-byte nonce, 16-byte tag at the end.
/// The 24-byte nonce may be random.
/// </summary>
internal static class XChaCha20Poly1305
{
    internal const int KeyBytes = 32;
    internal const int NonceBytes = 24;
    internal const int TagBytes = 16;

    private const int ScratchBytes = 64;

    /// <summary>
    /// <paramref name="sealedBytes"/> is <see cref="TagBytes"/> longer than <paramref name="plain"/>.
    /// </summary>
    internal static void Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> context, Span<byte> sealedBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sealedBytes.Length, plain.Length + TagBytes);
        int result = SodiumImports.crypto_aead_xchacha20poly1305_ietf_encrypt(
            sealedBytes, out ulong written, plain, (ulong)plain.Length,
            context, (ulong)context.Length, 0, nonce, key);
        Invariant.Holds(result == 0 && written == (ulong)sealedBytes.Length);
        OverwriteRegisters();
    }

    /// <summary>
    /// False, and nothing in <paramref name="plain"/>, unless key, nonce, context and tag agree.
    /// </summary>
    internal static bool TryOpen(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes,
        ReadOnlySpan<byte> context, Span<byte> plain)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        if (nonce.Length != NonceBytes || sealedBytes.Length < TagBytes) return false;
        ArgumentOutOfRangeException.ThrowIfNotEqual(plain.Length, sealedBytes.Length - TagBytes);
        bool isOpen = SodiumImports.crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, out _, 0, sealedBytes, (ulong)sealedBytes.Length,
            context, (ulong)context.Length, nonce, key) == 0;
        OverwriteRegisters();
        return isOpen;
    }

    /// <summary>
    /// The same work over zeros. The cipher leaves plain text in the processor's vector registers, and what
    /// runs next may save them: a scan of the memory found half a seed on the C heap.
    /// </summary>
    private static void OverwriteRegisters()
    {
        Span<byte> zeros = stackalloc byte[ScratchBytes];
        Span<byte> scratch = stackalloc byte[ScratchBytes + TagBytes];
        zeros.Clear();
        int result = SodiumImports.crypto_aead_xchacha20poly1305_ietf_encrypt(
            scratch, out _, zeros, ScratchBytes, [], 0, 0, zeros[..NonceBytes], zeros[..KeyBytes]);
        Invariant.Holds(result == 0);
    }
}
