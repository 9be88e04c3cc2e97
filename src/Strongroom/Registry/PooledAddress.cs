using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>One address of the pool (key <c>pool:&lt;root&gt;/&lt;index&gt;</c>).</summary>
public sealed record PooledAddress(EthereumAddress Address, ProtectionLevel Level)
{
    internal byte[] ToBytes()
    {
        RecordWriter writer = new();
        Span<byte> address = stackalloc byte[EthereumAddress.SizeBytes];
        Address.Write(address);
        writer.Fixed(address);
        writer.Byte((byte)Level);
        return writer.ToBytes();
    }

    internal static PooledAddress Read(byte[] record)
    {
        RecordReader reader = new(record);
        EthereumAddress address = EthereumAddress.FromBytes(reader.Fixed(EthereumAddress.SizeBytes));
        PooledAddress pooled = new(address, (ProtectionLevel)reader.Byte());
        reader.End();
        return pooled;
    }
}
