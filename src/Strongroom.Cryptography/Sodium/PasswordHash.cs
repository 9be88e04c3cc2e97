using System.Text;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// Hashes of login passwords: Argon2id (RFC 9106) in the PHC string format, with its own random salt. No
/// wallet secret passes here.
/// </summary>
public sealed class PasswordHash
{
    /// <summary>Longer passwords are refused, so that nobody buys our CPU with megabytes.</summary>
    public const int PasswordBytesMax = Argon2id.PasswordBytesMax;

    private const int EncodedBytes = 128; // crypto_pwhash_STRBYTES, with the closing zero

    private readonly byte[] _encoded; // EncodedBytes, zero-padded as libsodium wants it

    private PasswordHash(byte[] encoded) => _encoded = encoded;

    /// <param name="password">UTF-8; the caller zeroes it.</param>
    /// <param name="cost">Usually <see cref="Argon2idCost.Interactive"/>.</param>
    public static PasswordHash Create(ReadOnlySpan<byte> password, Argon2idCost cost)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, PasswordBytesMax);
        if (!cost.IsInRange) throw new ArgumentOutOfRangeException(nameof(cost));
        byte[] encoded = new byte[EncodedBytes];
        int result = SodiumImports.crypto_pwhash_str_alg(
            encoded, password, (ulong)password.Length, (ulong)cost.Passes, cost.MemoryBytes,
            Argon2id.Algorithm);
        if (result != 0) throw new InvalidOperationException("Argon2id found not enough memory");
        return new PasswordHash(encoded);
    }

    /// <summary>
    /// Takes a stored hash; whether its contents make sense shows at <see cref="IsPassword"/>.
    /// </summary>
    public static bool TryParse(string text, out PasswordHash? hash)
    {
        hash = null;
        if (text.Length >= EncodedBytes || !Ascii.IsValid(text)) return false;
        if (!text.StartsWith("$argon2id$v=19$", StringComparison.Ordinal)) return false;
        byte[] encoded = new byte[EncodedBytes];
        Encoding.ASCII.GetBytes(text, encoded);
        hash = new PasswordHash(encoded);
        return true;
    }

    public bool IsPassword(ReadOnlySpan<byte> password) =>
        password.Length <= PasswordBytesMax
        && SodiumImports.crypto_pwhash_str_verify(_encoded, password, (ulong)password.Length) == 0;

    /// <summary>True when it was made with another cost: hash again at the next successful login.</summary>
    public bool NeedsRehash(Argon2idCost cost) =>
        SodiumImports.crypto_pwhash_str_needs_rehash(_encoded, (ulong)cost.Passes, cost.MemoryBytes) != 0;

    /// <summary>The PHC string, to be stored.</summary>
    public override string ToString() => Encoding.ASCII.GetString(_encoded.AsSpan().TrimEnd((byte)0));
}
