namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// A node that cannot be reached or does not speak its protocol. The text never holds the endpoint: addresses
/// of hosted nodes contain credentials.
/// </summary>
internal sealed class EthereumNodeException : Exception
{
    public EthereumNodeException() { }

    public EthereumNodeException(string message) : base(message) { }

    public EthereumNodeException(string message, Exception innerException) : base(message, innerException) { }

    public EthereumNodeException(string method, JsonRpcError error)
        : base($"{method}: the node answers error {error.Code}") => Error = error;

    /// <summary>The node's own error, when it answered with one.</summary>
    internal JsonRpcError? Error { get; }
}
