using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// An allowlist entry (key <c>entry-id:&lt;id&gt;</c>): the client's, to this address of this chain.
/// </summary>
public sealed record EntryRecord(ClientId Client, ChainId Chain, EthereumAddress Address)
{
    internal byte[] ToBytes()
    {
        RecordWriter writer = new();
        writer.Id(Client.Value.ToGuid());
        writer.Text(Chain.ToString());
        writer.Fixed(Address.ToBytes());
        return writer.ToBytes();
    }

    internal static EntryRecord Read(byte[] record)
    {
        RecordReader reader = new(record);
        EntryRecord entry = new(
            ClientId.From(reader.Id()),
            reader.Chain(),
            EthereumAddress.FromBytes(reader.Fixed(EthereumAddress.SizeBytes)));
        reader.End();
        return entry;
    }
}
