using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// A fact without who says so and when: its subject, its value, and the block of a chain's fact.
/// </summary>
public sealed record FactClaim(FactSubject Subject, FactValue Value, BlockPin? Block = null)
{
    /// <summary>Reads the members block, subject and value as an attestation spells them.</summary>
    public static bool TryParse(
        FactKind kind,
        CanonicalObject body,
        [NotNullWhen(true)] out FactClaim? claim,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        MemberReader read = new(body);
        FactClaim whole = Read(kind, ref read);
        claim = read.TryEnd(out refusal) ? whole : null;
        return claim is not null;
    }

    internal static FactClaim Read(FactKind kind, ref MemberReader read)
    {
        MemberReader subject = new(read.Object("subject"), read.PathOf("subject"));
        FactSubject about = FactSubject.Read(kind, ref subject);
        subject.TryEnd(out Refusal? wrongSubject);
        read.Keep(wrongSubject);
        MemberReader value = new(read.Object("value"), read.PathOf("value"));
        FactValue says = FactValue.Read(kind, ref value);
        value.TryEnd(out Refusal? wrongValue);
        read.Keep(wrongValue);
        return new FactClaim(about, says, kind.IsOfChain() ? ReadBlock(ref read) : null);
    }

    private static BlockPin ReadBlock(ref MemberReader read)
    {
        MemberReader block = new(read.Object("block"), read.PathOf("block"));
        BlockPin pin = BlockPin.Read(ref block);
        block.TryEnd(out Refusal? wrong);
        read.Keep(wrong);
        return pin;
    }
}
