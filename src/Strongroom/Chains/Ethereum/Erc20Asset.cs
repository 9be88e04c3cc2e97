using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// Tokens by the address of their contract: the part of an asset id that only an EVM chain knows.
/// </summary>
public static class Erc20Asset
{
    extension(AssetId asset)
    {
        /// <summary>The token contract, when this is an ERC-20 token.</summary>
        public bool TryGetErc20(out EthereumAddress contract)
        {
            contract = default;
            return asset.IsErc20 && EthereumAddress.TryParse(asset.Reference, out contract, out _);
        }

        /// <summary>The token at <paramref name="contract"/> on an eip155 chain.</summary>
        public static AssetId Erc20(ulong chainNumber, EthereumAddress contract) =>
            AssetId.OfToken(ChainId.Eip155(chainNumber), contract.ToString());
    }
}
