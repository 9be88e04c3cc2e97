using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// libsodium's functions under their C names. The static constructor runs before the first of them and
/// checks version and initialisation, so that no caller can forget to.
/// </summary>
internal static partial class SodiumImports
{
    private const string Library = NativeLibraries.Sodium;
    private const int VersionMajorMin = 10; // libsodium 1.0.18 is library version 10.3

    static SodiumImports()
    {
        NativeLibraries.Register();
        if (sodium_init() < 0) throw new InvalidOperationException("libsodium could not initialise");
        if (sodium_library_version_major() < VersionMajorMin)
            throw new InvalidOperationException("libsodium is older than 1.0.18");
    }

    [LibraryImport(Library)]
    internal static partial int sodium_init();

    [LibraryImport(Library)]
    internal static partial int sodium_library_version_major();

    [LibraryImport(Library)]
    internal static partial nint sodium_malloc(nuint size);

    [LibraryImport(Library)]
    internal static partial void sodium_free(nint pointer);

    [LibraryImport(Library)]
    internal static partial int sodium_mlock(nint pointer, nuint length);

    [LibraryImport(Library)]
    internal static partial int crypto_sign_seed_keypair(
        Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    internal static partial int crypto_sign_detached(
        Span<byte> signature, nint length, ReadOnlySpan<byte> message, ulong messageLength,
        ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial int crypto_sign_verify_detached(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength,
        ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    internal static partial int crypto_scalarmult(
        Span<byte> shared, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    internal static partial int crypto_scalarmult_base(Span<byte> publicKey, ReadOnlySpan<byte> privateKey);

    [LibraryImport(Library)]
    internal static partial int crypto_aead_chacha20poly1305_ietf_encrypt(
        Span<byte> sealedBytes, out ulong sealedLength, ReadOnlySpan<byte> plain, ulong plainLength,
        ReadOnlySpan<byte> context, ulong contextLength, nint unused, ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    internal static partial int crypto_aead_chacha20poly1305_ietf_decrypt(
        Span<byte> plain, out ulong plainLength, nint unused, ReadOnlySpan<byte> sealedBytes,
        ulong sealedLength, ReadOnlySpan<byte> context, ulong contextLength, ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    internal static partial int crypto_aead_xchacha20poly1305_ietf_encrypt(
        Span<byte> sealedBytes, out ulong sealedLength, ReadOnlySpan<byte> plain, ulong plainLength,
        ReadOnlySpan<byte> context, ulong contextLength, nint unused, ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    internal static partial int crypto_aead_xchacha20poly1305_ietf_decrypt(
        Span<byte> plain, out ulong plainLength, nint unused, ReadOnlySpan<byte> sealedBytes,
        ulong sealedLength, ReadOnlySpan<byte> context, ulong contextLength, ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    internal static partial int crypto_pwhash(
        Span<byte> output, ulong outputLength, ReadOnlySpan<byte> password, ulong passwordLength,
        ReadOnlySpan<byte> salt, ulong passes, nuint memoryBytes, int algorithm);

    [LibraryImport(Library)]
    internal static partial int crypto_pwhash_str_alg(
        Span<byte> output, ReadOnlySpan<byte> password, ulong passwordLength, ulong passes,
        nuint memoryBytes, int algorithm);

    [LibraryImport(Library)]
    internal static partial int crypto_pwhash_str_verify(
        ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> password, ulong passwordLength);

    [LibraryImport(Library)]
    internal static partial int crypto_pwhash_str_needs_rehash(
        ReadOnlySpan<byte> encoded, ulong passes, nuint memoryBytes);

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha256_init(
        Span<byte> state, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha256_update(
        Span<byte> state, ReadOnlySpan<byte> message, ulong messageLength);

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha256_final(Span<byte> state, Span<byte> output);

    [LibraryImport(Library)]
    internal static partial nuint crypto_auth_hmacsha256_statebytes();

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha512_init(
        Span<byte> state, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha512_update(
        Span<byte> state, ReadOnlySpan<byte> message, ulong messageLength);

    [LibraryImport(Library)]
    internal static partial int crypto_auth_hmacsha512_final(Span<byte> state, Span<byte> output);

    [LibraryImport(Library)]
    internal static partial nuint crypto_auth_hmacsha512_statebytes();
}
