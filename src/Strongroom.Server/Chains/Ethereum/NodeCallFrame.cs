using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>One call of geth's callTracer with the calls that it made.</summary>
internal sealed record NodeCallFrame(
    string Type,
    EthereumAddress From,
    EthereumAddress? To = null,
    UInt256? Value = null,
    string? Error = null,
    IReadOnlyList<NodeCallFrame>? Calls = null);
