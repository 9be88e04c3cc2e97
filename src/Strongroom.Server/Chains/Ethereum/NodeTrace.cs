using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>The calls of one transaction of a block, as <c>debug_traceBlockBy…</c> reports them.</summary>
internal sealed record NodeTrace(Hash32 TxHash, NodeCallFrame Result);
