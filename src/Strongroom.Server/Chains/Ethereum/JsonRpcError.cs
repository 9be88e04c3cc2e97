namespace Strongroom.Server.Chains.Ethereum;

/// <summary>JSON-RPC 2.0, section 5.1.</summary>
internal sealed record JsonRpcError(int Code, string Message)
{
    /// <summary>The code of a reverted call in geth, Erigon, Nethermind and anvil.</summary>
    internal const int Reverted = 3;
}
