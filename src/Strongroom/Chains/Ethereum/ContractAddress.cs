namespace Strongroom.Chains.Ethereum;

/// <summary>Where a contract will stand before it is created.</summary>
public static class ContractAddress
{
    /// <summary>CREATE: the last 20 bytes of keccak(rlp([sender, nonce])) (yellow paper, 7).</summary>
    public static EthereumAddress Create(EthereumAddress sender, ulong nonce)
    {
        RlpWriter writer = new();
        writer.BeginList();
        writer.WriteAddress(sender);
        writer.WriteInteger(nonce);
        writer.EndList();
        return Tail(Hash32.Keccak(writer.ToArray()));
    }

    /// <summary>
    /// CREATE2: the last 20 bytes of keccak(0xff ‖ deployer ‖ salt ‖ keccak(init code)) (EIP-1014).
    /// </summary>
    public static EthereumAddress Create2(EthereumAddress deployer, Hash32 salt, Hash32 initCodeHash)
    {
        Span<byte> message = stackalloc byte[1 + EthereumAddress.SizeBytes + (2 * Hash32.SizeBytes)];
        message[0] = 0xff;
        deployer.Write(message[1..]);
        salt.Write(message[21..]);
        initCodeHash.Write(message[53..]);
        return Tail(Hash32.Keccak(message));
    }

    private static EthereumAddress Tail(Hash32 digest) =>
        EthereumAddress.FromBytes(digest.ToBytes().AsSpan(Hash32.SizeBytes - EthereumAddress.SizeBytes));
}
