using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// The id of a person's key: digest("strongroom/key/v1", algorithm ‖ 0x00 ‖ public key), so it follows from
/// the
/// key itself. It stands in this room because signed statements name keys; the keys are the roster's.
/// </summary>
public readonly record struct KeyId(Digest Value)
{
    private const int FingerprintGroups = 5;
    private const int FingerprintGroupLength = 4;

    /// <summary>The first 20 hex characters in groups of four: what two people compare in person.</summary>
    public string Fingerprint
    {
        get
        {
            string text = Value.ToString();
            return string.Join(' ', Enumerable.Range(0, FingerprintGroups)
                .Select(i => text.Substring(i * FingerprintGroupLength, FingerprintGroupLength)));
        }
    }

    public static bool TryParse(
        ReadOnlySpan<char> text, out KeyId key, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Digest.TryParse(text, out Digest value, out refusal);
        key = new KeyId(value);
        return isRead;
    }

    public override string ToString() => Value.ToString();
}
