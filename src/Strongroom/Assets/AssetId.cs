using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

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

    /// <summary>The token at <paramref name="contract"/> on an eip155 chain.</summary>
    public static AssetId Erc20(ulong chainNumber, EthereumAddress contract) =>
        new(ChainId.Eip155(chainNumber), Erc20Namespace, contract.ToString());

    /// <summary>The token contract, when this is an ERC-20 token.</summary>
    public bool TryGetErc20(out EthereumAddress contract)
    {
        contract = default;
        return IsErc20 && EthereumAddress.TryParse(Reference, out contract, out _);
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
        bool isCanonical = isNumber && coinType <= CoinTypeMax && (reference[0] != '0' || reference.Length == 1);
        return isCanonical ? null : AssetRefusals.Reference("a SLIP-44 coin type without leading zeros");
    }

    private static Refusal? CheckErc20(string reference) =>
        EthereumAddress.TryParse(reference, out _, out _)
            ? null
            : AssetRefusals.Reference("a token address in EIP-55 casing");
}
