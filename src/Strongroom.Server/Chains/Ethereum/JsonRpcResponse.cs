using System.Text.Json;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>JSON-RPC 2.0, section 5: a result or an error.</summary>
internal sealed record JsonRpcResponse(int? Id, JsonElement Result = default, JsonRpcError? Error = null);
