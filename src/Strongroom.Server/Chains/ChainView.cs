using Strongroom.Server.Intents;

namespace Strongroom.Server.Chains;

/// <summary>
/// How the Server sees chains: the nodes to ask, and what the Signer's registry says of each.
/// </summary>
internal sealed record ChainView(ChainNodes Nodes, RegistryWatch Registry);
