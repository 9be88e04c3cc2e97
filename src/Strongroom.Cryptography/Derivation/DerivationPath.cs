using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// A path of child numbers from a root (BIP-32 "m/44'/60'/0'/0/5"). Numbers of <see cref="HardenedOffset"/>
/// and above are hardened. Compared by value; the root itself is the empty path.
/// </summary>
public sealed class DerivationPath : IEquatable<DerivationPath>
{
    /// <summary>The depth of a BIP-32 key is one byte.</summary>
    public const int DepthMax = 255;

    public const uint HardenedOffset = 0x8000_0000;
    public const uint IndexMax = HardenedOffset - 1;

    private const int NumberCharactersMax = 10;

    private readonly uint[] _numbers;

    private DerivationPath(uint[] numbers) => _numbers = numbers;

    public static DerivationPath Root { get; } = new([]);

    /// <summary>Child numbers from the root outwards, with the hardened bit.</summary>
    public ReadOnlySpan<uint> Numbers => _numbers;

    public int Depth => _numbers.Length;

    public bool IsHardened => Array.TrueForAll(_numbers, number => number >= HardenedOffset);

    /// <summary>
    /// BIP-44: m / 44' / coin' / account' / change / index, each at most <see cref="IndexMax"/>.
    /// </summary>
    public static DerivationPath Bip44(uint coin, uint account, uint change, uint index) =>
        Root.Hardened(44).Hardened(coin).Hardened(account).Child(change).Child(index);

    public static DerivationPath FromNumbers(ReadOnlySpan<uint> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers.Length, DepthMax);
        return new DerivationPath(numbers.ToArray());
    }

    public DerivationPath Child(uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, IndexMax);
        return FromNumbers([.. _numbers, index]);
    }

    public DerivationPath Hardened(uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, IndexMax);
        return FromNumbers([.. _numbers, index + HardenedOffset]);
    }

    /// <summary>
    /// "m" followed by up to <see cref="DepthMax"/> numbers in canonical decimal, each with ' (or h, or H)
    /// when hardened. Signs, leading zeros, blanks and empty parts are refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DerivationPath? path)
    {
        path = null;
        if (text.IsEmpty || text[0] != 'm') return false;
        List<uint> numbers = [];
        text = text[1..];
        while (!text.IsEmpty)
        {
            if (text[0] != '/' || numbers.Count == DepthMax) return false;
            text = text[1..];
            int end = text.IndexOf('/');
            ReadOnlySpan<char> part = end < 0 ? text : text[..end];
            if (!TryParseNumber(part, out uint number)) return false;
            numbers.Add(number);
            text = text[part.Length..];
        }

        path = new DerivationPath([.. numbers]);
        return true;
    }

    public bool Equals(DerivationPath? other) =>
        other is not null && _numbers.AsSpan().SequenceEqual(other._numbers);

    public override bool Equals(object? obj) => Equals(obj as DerivationPath);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (uint number in _numbers) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <summary>The canonical text, hardened numbers with an apostrophe.</summary>
    public override string ToString()
    {
        StringBuilder text = new("m");
        foreach (uint number in _numbers)
        {
            text.Append('/').Append((number & IndexMax).ToString(CultureInfo.InvariantCulture));
            if (number >= HardenedOffset) text.Append('\'');
        }

        return text.ToString();
    }

    private static bool TryParseNumber(ReadOnlySpan<char> part, out uint number)
    {
        number = 0;
        bool isHardened = part is [.., '\'' or 'h' or 'H'];
        ReadOnlySpan<char> digits = isHardened ? part[..^1] : part;
        if (digits.Length is 0 or > NumberCharactersMax || digits is ['0', _, ..]) return false;
        bool isNumber = uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint index);
        if (!isNumber || index > IndexMax) return false;
        number = isHardened ? index + HardenedOffset : index;
        return true;
    }
}
