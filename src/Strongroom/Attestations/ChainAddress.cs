using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Attestations;

/// <summary>
/// An address on a chain, spelled as a CAIP-10 account id (<c>eip155:31337:0x…</c>, EIP-55 casing): the same
/// address lies on every chain, and a fact about one says nothing about another.
/// </summary>
public sealed record ChainAddress(ChainId Chain, EthereumAddress Address)
{
    private const string Accepted = "a CAIP-10 account id with an EIP-55 address";

    public static bool TryParse(
        string text, [NotNullWhen(true)] out ChainAddress? address, [NotNullWhen(false)] out Refusal? refusal)
    {
        address = null;
        refusal = Intents.JsonRefusals.MalformedValue(null, Accepted);
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ChainId.TryParse(text[..colon], out ChainId? chain, out _) || !chain.IsEip155)
            return false;
        if (!EthereumAddress.TryParse(text.AsSpan(colon + 1), out EthereumAddress parsed, out _))
            return false;
        address = new ChainAddress(chain, parsed);
        refusal = null;
        return true;
    }

    public override string ToString() => $"{Chain}:{Address}";
}
