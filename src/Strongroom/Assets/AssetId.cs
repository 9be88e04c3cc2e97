using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Strongroom.Chains;
using Strongroom.Cryptography;

namespace Strongroom.Assets;

/// <summary>
/// An asset by its CAIP-19 asset type: <c>eip155:31337/slip44:60</c> (native) or
/// <c>eip155:31337/erc20:0x…</c>. One asset has one spelling: token addresses stand in EIP-55 casing and
/// nothing else is accepted; the native asset of every eip155 chain is slip44:60. Other chains know slip44
/// only.
/// </summary>
public sealed record AssetId
{
    public const string NativeNamespace = "slip44";
    public const string Erc20Namespace = "erc20";

    private const string EtherCoinType = "60";

    // SLIP-44 coin types are hardened BIP-44 indices: below 2^31.
    private const uint CoinTypeMax = 0x7fffffff;

    private AssetId(ChainId chain, string name, string reference)
    {
        Chain = chain;
        Namespace = name;
        Reference = reference;
    }

    public ChainId Chain { get; }

    public string Namespace { get; }

    public string Reference { get; }

    public bool IsNative => Namespace == NativeNamespace;

    public bool IsErc20 => Namespace == Erc20Namespace;

    /// <summary>The native asset of an eip155 chain.</summary>
    public static AssetId Ether(ulong chainNumber) =>
        new(ChainId.Eip155(chainNumber), NativeNamespace, EtherCoinType);

    /// <summary>
    /// A token by its contract in EIP-55 spelling; Chains/Ethereum gives it from an address.
    /// </summary>
    internal static AssetId OfToken(ChainId chain, string contract)
    {
        Invariant.Holds(chain.IsEip155 && Eip55.IsChecksummed(contract));
        return new AssetId(chain, Erc20Namespace, contract);
    }

    public static bool TryParse(
        string text, [NotNullWhen(true)] out AssetId? asset, [NotNullWhen(false)] out Refusal? refusal)
    {
        asset = null;
        refusal = AssetRefusals.Id();
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return false;
        int colon = text.IndexOf(':', slash);
        if (colon < 0) return false;
        if (!ChainId.TryParse(text[..slash], out ChainId? chain, out refusal)) return false;
        string name = text[(slash + 1)..colon];
        string reference = text[(colon + 1)..];
        refusal = name switch
        {
            NativeNamespace => CheckNative(chain, reference),
            Erc20Namespace when chain.IsEip155 => CheckErc20(reference),
            _ => AssetRefusals.Namespace(),
        };
        if (refusal is not null) return false;
        asset = new AssetId(chain, name, reference);
        return true;
    }

    public override string ToString() => $"{Chain}/{Namespace}:{Reference}";

    private static Refusal? CheckNative(ChainId chain, string reference)
    {
        if (chain.IsEip155)
            return reference == EtherCoinType ? null : AssetRefusals.Reference("slip44:60 on eip155 chains");
        bool isNumber = uint.TryParse(
            reference, NumberStyles.None, CultureInfo.InvariantCulture, out uint coinType);
        bool isShortest = reference.Length == 1 || !reference.StartsWith('0');
        bool isCanonical = isNumber && isShortest && coinType <= CoinTypeMax;
        return isCanonical ? null : AssetRefusals.Reference("a SLIP-44 coin type without leading zeros");
    }

    private static Refusal? CheckErc20(string reference) =>
        Eip55.IsChecksummed(reference)
            ? null
            : AssetRefusals.Reference("a token address in EIP-55 casing");
}
