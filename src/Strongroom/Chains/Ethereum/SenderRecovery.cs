namespace Strongroom.Chains.Ethereum;

internal static class SenderRecovery
{
    internal static bool TryRecover(Hash32 digest, TransactionSignature signature, out EthereumAddress sender)
    {
        throw new NotSupportedException();
    }
}
