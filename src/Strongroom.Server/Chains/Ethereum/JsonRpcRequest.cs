using System.Text.Json.Nodes;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>JSON-RPC 2.0, section 4.</summary>
internal sealed record JsonRpcRequest(string Jsonrpc, int Id, string Method, JsonArray Params);
