using Strongroom.Assets;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// What the chain made of a movement, deep enough: how it ends, what it moved and what it cost.
/// </summary>
internal sealed record ChainOutcome(
    WithdrawalState End, byte[]? TxHash, Amount Moved, Amount Fee, Refusal? Reason);
