using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A registered client (key <c>client:&lt;id&gt;</c>): the commitment to the name, and the one wallet.
/// </summary>
public sealed record ClientRecord(Digest NameCommitment, WalletId? Wallet)
{
    internal byte[] ToBytes()
    {
        RecordWriter writer = new();
        writer.Digest(NameCommitment);
        writer.Bool(Wallet is not null);
        if (Wallet is { } wallet) writer.Id(wallet.Value.ToGuid());
        return writer.ToBytes();
    }

    internal static ClientRecord Read(byte[] record)
    {
        RecordReader reader = new(record);
        ClientRecord client = new(reader.Digest(), reader.Bool() ? WalletId.From(reader.Id()) : null);
        reader.End();
        return client;
    }
}
