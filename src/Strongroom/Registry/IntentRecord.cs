using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>What the state remembers of a registered intent (key <c>intent:&lt;id&gt;</c>).</summary>
public sealed record IntentRecord
{
    /// <summary>The most transactions that one intent may have signed: the first, and fee bumps.</summary>
    public const int SigningsMax = 16;

    public required IntentId Id { get; init; }

    public required Digest Digest { get; init; }

    public required IntentKind Kind { get; init; }

    public required RegisteredState State { get; init; }

    /// <summary>The index of the leaf that registered it.</summary>
    public required ulong Index { get; init; }

    public required Timestamp NotBefore { get; init; }

    public required Timestamp ExpiresAt { get; init; }

    public required PersonId Requester { get; init; }

    public required RuleId Rule { get; init; }

    /// <summary>The groups that the rule names: their people may reject.</summary>
    public required IReadOnlyList<GroupId> Groups { get; init; }

    public GroupId? Vetoers { get; init; }

    /// <summary>Of a movement.</summary>
    public RegisteredCall? Call { get; init; }

    /// <summary>The nonce that the first signature bound.</summary>
    public ulong? Nonce { get; init; }

    public IReadOnlyList<SigningRecord> Signings { get; init; } = [];

    internal byte[] ToBytes()
    {
        RecordWriter writer = new();
        writer.Id(Id.Value.ToGuid());
        writer.Digest(Digest);
        writer.Byte((byte)Kind);
        writer.Byte((byte)State);
        writer.Number(Index);
        writer.Time(NotBefore);
        writer.Time(ExpiresAt);
        writer.Text(Requester.ToString());
        writer.Text(Rule.ToString());
        writer.Byte((byte)Groups.Count);
        for (int i = 0; i < Groups.Count; i++) writer.Text(Groups[i].ToString());
        writer.Text(Vetoers?.ToString() ?? "");
        writer.Bool(Call is not null);
        if (Call is not null) WriteCall(writer, Call);
        writer.Bool(Nonce is not null);
        if (Nonce is { } nonce) writer.Number(nonce);
        writer.Byte((byte)Signings.Count);
        for (int i = 0; i < Signings.Count; i++)
        {
            writer.Fixed(Signings[i].SigningHash.ToBytes());
            writer.Number(Signings[i].Index);
        }

        return writer.ToBytes();
    }

    internal static IntentRecord Read(byte[] record)
    {
        RecordReader reader = new(record);
        IntentRecord intent = new()
        {
            Id = IntentId.From(reader.Id()),
            Digest = reader.Digest(),
            Kind = (IntentKind)reader.Byte(),
            State = (RegisteredState)reader.Byte(),
            Index = reader.Number(),
            NotBefore = reader.Time(),
            ExpiresAt = reader.Time(),
            Requester = reader.Person(),
            Rule = reader.Rule(),
            Groups = ReadGroups(ref reader),
            Vetoers = reader.OptionalGroup(),
            Call = reader.Bool() ? ReadCall(ref reader) : null,
            Nonce = reader.Bool() ? reader.Number() : null,
            Signings = ReadSignings(ref reader),
        };
        reader.End();
        return intent;
    }

    private static void WriteCall(RecordWriter writer, RegisteredCall call)
    {
        writer.Id(call.Account.Value.ToGuid());
        Span<byte> to = stackalloc byte[EthereumAddress.SizeBytes];
        call.To.Write(to);
        writer.Fixed(to);
        writer.Amount(call.Value);
        writer.Bytes(call.Data.Span);
        writer.Amount(call.FeeMax);
        writer.Bool(call.Replaces is not null);
        if (call.Replaces is { } replaces) writer.Id(replaces.Value.ToGuid());
        writer.Bool(call.ToAccount is not null);
        if (call.ToAccount is { } receiver) writer.Id(receiver.Value.ToGuid());
    }

    private static RegisteredCall ReadCall(ref RecordReader reader) =>
        new(
            AccountId.From(reader.Id()),
            EthereumAddress.FromBytes(reader.Fixed(EthereumAddress.SizeBytes)),
            reader.Amount(),
            reader.Bytes(),
            reader.Amount())
        {
            Replaces = reader.Bool() ? IntentId.From(reader.Id()) : null,
            ToAccount = reader.Bool() ? AccountId.From(reader.Id()) : null,
        };

    private static GroupId[] ReadGroups(ref RecordReader reader)
    {
        GroupId[] groups = new GroupId[reader.Byte()];
        for (int i = 0; i < groups.Length; i++) groups[i] = reader.Group();
        return groups;
    }

    private static SigningRecord[] ReadSignings(ref RecordReader reader)
    {
        SigningRecord[] signings = new SigningRecord[reader.Byte()];
        for (int i = 0; i < signings.Length; i++)
            signings[i] = new SigningRecord(
                Hash32.FromBytes(reader.Fixed(Hash32.SizeBytes)), reader.Number());
        return signings;
    }
}
