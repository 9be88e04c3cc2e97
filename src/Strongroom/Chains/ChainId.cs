using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Strongroom.Chains;

/// <summary>
/// A chain by its CAIP-2 identifier (chain id specification, "namespace:reference"): <c>eip155:31337</c>.
/// namespace = [-a-z0-9]{3,8}, reference = [-_a-zA-Z0-9]{1,32}. For eip155 the reference is the decimal
/// EIP-155 chain id, from 1 to 2^64 − 1 without leading zeros, so that one chain has one spelling.
/// </summary>
public sealed record ChainId
{
    public const string Eip155Namespace = "eip155";

    private const int NamespaceLengthMin = 3;
    private const int NamespaceLengthMax = 8;
    private const int ReferenceLengthMax = 32;

    private ChainId(string name, string reference)
    {
        Namespace = name;
        Reference = reference;
    }

    public string Namespace { get; }

    public string Reference { get; }

    public bool IsEip155 => Namespace == Eip155Namespace;

    /// <summary>The chain with this EIP-155 number; zero is a caller's bug.</summary>
    public static ChainId Eip155(ulong number)
    {
        ArgumentOutOfRangeException.ThrowIfZero(number);
        return new ChainId(Eip155Namespace, number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The EIP-155 number, when this is such a chain.</summary>
    public bool TryGetEip155(out ulong number)
    {
        number = 0;
        return IsEip155 && ulong.TryParse(
            Reference, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static bool TryParse(
        string text, [NotNullWhen(true)] out ChainId? chain, [NotNullWhen(false)] out Refusal? refusal)
    {
        chain = null;
        refusal = ChainRefusals.Id();
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < NamespaceLengthMin or > NamespaceLengthMax) return false;
        string name = text[..colon];
        string reference = text[(colon + 1)..];
        if (reference.Length is 0 or > ReferenceLengthMax) return false;
        foreach (char letter in name)
        {
            if (!(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
                return false;
        }

        foreach (char letter in reference)
        {
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')) return false;
        }

        if (name == Eip155Namespace && !IsCanonicalNumber(reference)) return false;
        chain = new ChainId(name, reference);
        refusal = null;
        return true;
    }

    public override string ToString() => $"{Namespace}:{Reference}";

    private static bool IsCanonicalNumber(string text) =>
        text[0] != '0' && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
