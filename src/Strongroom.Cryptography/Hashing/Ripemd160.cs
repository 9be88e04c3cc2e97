namespace Strongroom.Cryptography.Hashing;

/// <summary>
/// RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996) by OpenSSL 3; only for addresses and fingerprints.
/// </summary>
public static class Ripemd160
{
    public const int DigestBytes = 20;

    // Fetched once and kept for the life of the process, as EVP_MD_fetch(3) advises.
    private static readonly nint Algorithm = Fetch();

    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestBytes);
        int result = OpenSslImports.EVP_Digest(
            message, (nuint)message.Length, digest, out uint size, Algorithm, 0);
        Invariant.Holds(result == 1 && size == DigestBytes);
    }

    /// <summary>RIPEMD-160 of SHA-256: Bitcoin's HASH160.</summary>
    public static void HashOfSha256(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<byte> inner = stackalloc byte[Sha256.DigestBytes];
        Sha256.Hash(message, inner);
        Hash(inner, digest);
    }

    private static nint Fetch()
    {
        nint algorithm = OpenSslImports.EVP_MD_fetch(0, "RIPEMD160", null);
        if (algorithm == 0)
            throw new InvalidOperationException("OpenSSL offers no RIPEMD-160 (3.0.7 or newer does)");
        return algorithm;
    }
}
