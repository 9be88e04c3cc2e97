using System.Text;
using Strongroom.Cryptography;

namespace Strongroom.Intents;

/// <summary>
/// A salted commitment to a personal value (docs/formats/intent.md, "Commitments"):
/// digest("strongroom/commitment/v1", salt ‖ value), the value in UTF-8. It stands in the record; the opening
/// never.
/// </summary>
public readonly record struct Commitment(Digest Value)
{
    public const int SaltBytes = 32;

    /// <summary>Commits to <paramref name="value"/> under 32 random bytes that the caller drew.</summary>
    public static Commitment To(ReadOnlySpan<byte> salt, string value)
    {
        Invariant.Holds(salt.Length == SaltBytes);
        byte[] joined = [.. salt, .. Encoding.UTF8.GetBytes(value)];
        return new Commitment(Digest.Tagged(DigestTag.Commitment, joined));
    }

    public override string ToString() => Value.ToString();
}
