using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>The block that a node calls its latest.</summary>
internal sealed record SeenBlock(BlockPin Pin, Timestamp Time)
{
    /// <summary>
    /// A fact is as old as the block that it was read at: what a node says that hangs behind grows stale.
    /// </summary>
    internal Timestamp SeenAt(Timestamp now) => Time < now ? Time : now;
}
