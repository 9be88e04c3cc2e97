using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// Native value that arrived by a call inside a transaction, not by its own "to" and "value": a deposit made
/// by a contract. The index counts all such transfers of the transaction in execution order, so it is stable.
/// </summary>
internal sealed record InternalTransfer(
    Hash32 TransactionHash, int Index, EthereumAddress From, EthereumAddress To, Amount Amount)
{
    /// <summary>
    /// The transfers of one trace; calls that failed moved nothing, and neither did what they called.
    /// </summary>
    internal static IReadOnlyList<InternalTransfer> Find(NodeTrace trace)
    {
        List<InternalTransfer> found = [];
        if (trace.Result.Error is null) AddCallsOf(trace.Result, trace.TxHash, found);
        return found;
    }

    private static void AddCallsOf(NodeCallFrame frame, Hash32 transaction, List<InternalTransfer> found)
    {
        foreach (NodeCallFrame call in frame.Calls ?? [])
        {
            if (call.Error is not null) continue;
            if (MovesValue(call) && call is { To: { } to, Value: { IsZero: false } value })
                found.Add(new InternalTransfer(transaction, found.Count, call.From, to, new Amount(value)));
            AddCallsOf(call, transaction, found);
        }
    }

    // DELEGATECALL repeats the value of its caller in this tracer, CALLCODE pays itself, STATICCALL has none.
    private static bool MovesValue(NodeCallFrame call) =>
        call.Type is "CALL" or "CREATE" or "CREATE2" or "SELFDESTRUCT";
}
