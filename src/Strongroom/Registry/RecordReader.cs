using System.Buffers.Binary;
using System.Text;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Reads what <see cref="RecordWriter"/> wrote. The bytes are the Signer's own, checked against the
/// snapshot's root: anything malformed is a broken machine, not a refusal.
/// </summary>
internal ref struct RecordReader
{
    private ReadOnlySpan<byte> _rest;

    internal RecordReader(ReadOnlySpan<byte> record) => _rest = record;

    internal byte Byte() => Fixed(1)[0];

    internal bool Bool() => Byte() != 0;

    internal ulong Number() => BinaryPrimitives.ReadUInt64BigEndian(Fixed(sizeof(ulong)));

    internal Timestamp Time() => Timestamp.From(DateTimeOffset.FromUnixTimeSeconds((long)Number()));

    internal Amount Amount() => new(UInt256.FromBigEndian(Fixed(UInt256.SizeBytes)));

    internal Guid Id() => new(Fixed(16), bigEndian: true);

    internal ReadOnlySpan<byte> Fixed(int length)
    {
        Invariant.Holds(length <= _rest.Length);
        ReadOnlySpan<byte> read = _rest[..length];
        _rest = _rest[length..];
        return read;
    }

    internal byte[] Bytes() => Fixed(BinaryPrimitives.ReadUInt16BigEndian(Fixed(sizeof(ushort)))).ToArray();

    internal string Text() =>
        Encoding.UTF8.GetString(Fixed(BinaryPrimitives.ReadUInt16BigEndian(Fixed(sizeof(ushort)))));

    internal Digest Digest() => Intents.Digest.FromBytes(Fixed(Intents.Digest.SizeBytes));

    internal PersonId Person()
    {
        bool isRead = PersonId.TryParse(Text(), out PersonId person, out _);
        Invariant.Holds(isRead);
        return person;
    }

    internal RuleId Rule()
    {
        bool isRead = RuleId.TryParse(Text(), out RuleId rule, out _);
        Invariant.Holds(isRead);
        return rule;
    }

    internal GroupId Group() => OptionalGroup() ?? throw new InvariantException("a group without a name");

    internal GroupId? OptionalGroup()
    {
        string text = Text();
        if (text.Length == 0) return null;
        bool isRead = GroupId.TryParse(text, out GroupId group, out _);
        Invariant.Holds(isRead);
        return group;
    }

    internal ChainId Chain()
    {
        bool isRead = ChainId.TryParse(Text(), out ChainId? chain, out _);
        Invariant.Holds(isRead && chain is not null);
        return chain;
    }

    internal readonly void End() => Invariant.Holds(_rest.IsEmpty);
}
