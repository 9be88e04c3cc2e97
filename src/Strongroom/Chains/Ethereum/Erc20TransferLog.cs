using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// <c>Transfer(address indexed from, address indexed to, uint256 value)</c> of EIP-20: three topics and one
/// word. The event of EIP-721 has the same topic but four topics and no word: it is not one of these.
/// </summary>
public sealed record Erc20TransferLog(
    EthereumAddress Token, EthereumAddress From, EthereumAddress To, Amount Amount, LogPosition Position)
{
    /// <summary>keccak("Transfer(address,address,uint256)").</summary>
    public static Hash32 Topic { get; } = Hash32.Keccak("Transfer(address,address,uint256)"u8);

    /// <summary>The topic that selects logs from or to <paramref name="address"/>.</summary>
    public static Hash32 TopicOf(EthereumAddress address)
    {
        Span<byte> word = stackalloc byte[Hash32.SizeBytes];
        word.Clear();
        address.Write(word[(Hash32.SizeBytes - EthereumAddress.SizeBytes)..]);
        return Hash32.FromBytes(word);
    }

    public static bool TryParse(
        EthereumLog log,
        [NotNullWhen(true)] out Erc20TransferLog? transfer,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        transfer = null;
        refusal = new Refusal(
            ChainRefusal.LogMalformed,
            "The log is not an ERC-20 transfer.",
            null,
            "the Transfer topic, two clean address topics, one word");
        if (log.Topics.Count != 3 || log.Topics[0] != Topic || log.Content.Length != UInt256.SizeBytes)
            return false;
        if (!Erc20Call.TryReadAddress(log.Topics[1].ToBytes(), out EthereumAddress from)) return false;
        if (!Erc20Call.TryReadAddress(log.Topics[2].ToBytes(), out EthereumAddress to)) return false;
        Amount amount = new(UInt256.FromBigEndian(log.Content.Span));
        transfer = new Erc20TransferLog(log.Contract, from, to, amount, log.Position);
        refusal = null;
        return true;
    }
}
