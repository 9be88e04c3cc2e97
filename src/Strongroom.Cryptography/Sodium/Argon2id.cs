namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// Argon2id version 1.3 as a key derivation function (RFC 9106): p = 1, 16-byte salt, no secret and no
/// associated data, which is what libsodium offers.
/// </summary>
internal static class Argon2id
{
    internal const int SaltBytes = 16;
    internal const int OutputBytesMin = 16;
    internal const int OutputBytesMax = 1024;
    internal const int PasswordBytesMax = 4096;
    internal const int Algorithm = 2; // crypto_pwhash_ALG_ARGON2ID13

    internal static void Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Argon2idCost cost, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, PasswordBytesMax);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, OutputBytesMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, OutputBytesMax);
        if (!cost.IsInRange) throw new ArgumentOutOfRangeException(nameof(cost));
        int result = SodiumImports.crypto_pwhash(
            output, (ulong)output.Length, password, (ulong)password.Length, salt,
            (ulong)cost.Passes, cost.MemoryBytes, Algorithm);
        if (result != 0) throw new InvalidOperationException("Argon2id found not enough memory");
    }
}
