using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// SLIP-39, "Encryption of the master secret": a Feistel network of four rounds whose function is
/// PBKDF2-HMAC-SHA-256 of round number and passphrase, salted with the other half; 2500 · 2ᵉ iterations a
/// round. Every passphrase opens to some secret: a wrong one cannot be noticed here, by design of the
/// standard.
/// </summary>
internal static class MasterCipher
{
    internal const int PassphraseBytesMax = 256;

    private const int Rounds = 4;
    private const int IterationsPerRound = 2500;
    private const int SaltBytesMax = 8 + ShamirScheme.SecretBytesMax / 2;

    /// <summary>Printable ASCII, so that the same keys on any keyboard give the same bytes.</summary>
    internal static bool IsPassphrase(ReadOnlySpan<byte> passphrase) =>
        passphrase.Length <= PassphraseBytesMax && !passphrase.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    internal static SecretBytes Encrypt(
        ReadOnlySpan<byte> master, ReadOnlySpan<byte> passphrase, ShareSet set) =>
        Run(master, passphrase, set, isDecryption: false);

    internal static SecretBytes Decrypt(
        ReadOnlySpan<byte> sealedMaster, ReadOnlySpan<byte> passphrase, ShareSet set) =>
        Run(sealedMaster, passphrase, set, isDecryption: true);

    private static SecretBytes Run(
        ReadOnlySpan<byte> input, ReadOnlySpan<byte> passphrase, ShareSet set, bool isDecryption)
    {
        Invariant.Holds(ShamirScheme.IsSecretLength(input.Length) && IsPassphrase(passphrase));
        int half = input.Length / 2;
        using SecretBytes work = SecretBytes.New(
            1 + PassphraseBytesMax + SaltBytesMax + half, out Span<byte> memory);
        Span<byte> password = memory[..(1 + passphrase.Length)];
        passphrase.CopyTo(password[1..]);
        Span<byte> salt = memory.Slice(1 + PassphraseBytesMax, SaltBytesMax);
        int saltPrefix = WriteSaltPrefix(set, salt);
        Span<byte> mask = memory[^half..];
        SecretBytes output = SecretBytes.New(input.Length, out Span<byte> halves);
        input.CopyTo(halves);
        Span<byte> left = halves[..half];
        Span<byte> right = halves[half..];
        for (int round = 0; round < Rounds; round++)
        {
            password[0] = (byte)(isDecryption ? Rounds - 1 - round : round);
            right.CopyTo(salt[saltPrefix..]);
            Pbkdf2.DeriveSha256(
                password, salt[..(saltPrefix + half)], IterationsPerRound << set.IterationExponent, mask);
            for (int index = 0; index < half; index++) mask[index] ^= left[index];
            right.CopyTo(left);
            mask.CopyTo(right);
        }

        // The last round's halves leave in the other order.
        left.CopyTo(mask);
        right.CopyTo(left);
        mask.CopyTo(right);
        return output;
    }

    /// <summary>"shamir" and the identifier, or nothing for extendable sets.</summary>
    private static int WriteSaltPrefix(ShareSet set, Span<byte> salt)
    {
        if (set.IsExtendable) return 0;
        set.Customization.CopyTo(salt);
        salt[set.Customization.Length] = (byte)(set.Identifier >> 8);
        salt[set.Customization.Length + 1] = (byte)(set.Identifier & 0xff);
        return set.Customization.Length + 2;
    }
}
