using Strongroom.Assets;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// The state that a read is about: a tag or a height (Ethereum JSON-RPC, "block parameter").
/// </summary>
internal sealed record BlockReference
{
    private BlockReference(string text) => Text = text;

    internal static BlockReference Latest { get; } = new("latest");

    internal static BlockReference Pending { get; } = new("pending");

    internal static BlockReference Finalized { get; } = new("finalized");

    internal string Text { get; }

    internal static BlockReference At(ulong height) => new(((UInt256)height).ToHexQuantity());
}
