namespace Strongroom.Cryptography.Hashing;

/// <summary>
/// The house's domain-separated hash: SHA-256(tag ‖ 0x00 ‖ bytes). Tags are ASCII such as
/// <c>strongroom/intent/v1</c> and hold no zero byte, so no two tags can give the same input.
/// </summary>
public static class TaggedDigest
{
    public const int DigestBytes = Sha256.DigestBytes;

    public static byte[] Compute(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> bytes)
    {
        byte[] digest = new byte[DigestBytes];
        Compute(tag, bytes, digest);
        return digest;
    }

    public static void Compute(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        Invariant.Holds(!tag.IsEmpty && !tag.Contains((byte)0));
        Sha256.Hash(tag, [0], bytes, digest);
    }
}
