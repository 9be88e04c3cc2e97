using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>A block header with what it holds: transaction hashes, or whole transactions.</summary>
/// <typeparam name="T"><see cref="Hash32"/> or <see cref="NodeTransaction"/>.</typeparam>
internal sealed record NodeBlock<T>(
    ulong Number,
    Hash32 Hash,
    Hash32 ParentHash,
    ulong Timestamp,
    UInt256? BaseFeePerGas,
    IReadOnlyList<T> Transactions);
