namespace Strongroom.Server;

/// <summary>
/// A chain (CAIP-2) and the nodes to ask; what matters is asked of all of them and compared.
/// </summary>
internal sealed record ChainConfig(string Chain, IReadOnlyList<Uri> RpcUrls);
