namespace Strongroom.Server.Chains;

/// <summary>The refusal codes of this room's calls; a node's own stand in the pure room.</summary>
internal static class ChainsRefusal
{
    public const string NotConfigured = "chains.not-configured";
    public const string NodeUnreachable = "chains.node-unreachable";
}
