using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// One account of a wallet, as its opening left it (key <c>account:&lt;id&gt;</c>). The owner is a client, or
/// the house wallet itself. The signature is the journal key's over the address statement.
/// </summary>
public sealed record AccountRecord
{
    public const int SignatureBytes = 64;

    public required AccountId Account { get; init; }

    /// <summary>The client's id, or the house wallet's.</summary>
    public required Uuid7 Owner { get; init; }

    public required bool IsHouse { get; init; }

    public required ChainId Chain { get; init; }

    public required EthereumAddress Address { get; init; }

    /// <summary>The name of the root that the path starts from.</summary>
    public required Digest Root { get; init; }

    public required string Path { get; init; }

    public required ProtectionLevel Level { get; init; }

    public required Temperature Temperature { get; init; }

    public required int Generation { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The time of the leaf that opened it.</summary>
    public required Timestamp Date { get; init; }

    internal byte[] ToBytes()
    {
        RecordWriter writer = new();
        writer.Id(Account.Value.ToGuid());
        writer.Id(Owner.ToGuid());
        writer.Bool(IsHouse);
        writer.Text(Chain.ToString());
        Span<byte> address = stackalloc byte[EthereumAddress.SizeBytes];
        Address.Write(address);
        writer.Fixed(address);
        writer.Digest(Root);
        writer.Text(Path);
        writer.Byte((byte)Level);
        writer.Byte((byte)Temperature);
        writer.Number((ulong)Generation);
        writer.Fixed(Signature.Span);
        writer.Time(Date);
        return writer.ToBytes();
    }

    internal static AccountRecord Read(byte[] record)
    {
        RecordReader reader = new(record);
        AccountRecord account = new()
        {
            Account = AccountId.From(reader.Id()),
            Owner = Uuid7.From(reader.Id()),
            IsHouse = reader.Bool(),
            Chain = reader.Chain(),
            Address = EthereumAddress.FromBytes(reader.Fixed(EthereumAddress.SizeBytes)),
            Root = reader.Digest(),
            Path = reader.Text(),
            Level = (ProtectionLevel)reader.Byte(),
            Temperature = (Temperature)reader.Byte(),
            Generation = (int)reader.Number(),
            Signature = reader.Fixed(SignatureBytes).ToArray(),
            Date = reader.Time(),
        };
        reader.End();
        return account;
    }
}
