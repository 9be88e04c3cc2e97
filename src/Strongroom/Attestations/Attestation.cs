using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// What an attestor signs (docs/formats/attestation.md): one fact, as it was at one moment, for one
/// institution. Canonical JSON of at most 2,048 bytes, hashed under a tag of its own.
/// </summary>
public sealed class Attestation
{
    public const string Schema = "strongroom/attestation/v1";
    public const int BytesMax = 2_048;

    private Attestation(CanonicalObject body)
    {
        Body = body;
        Bytes = body.ToBytes();
        Hash = Digest.Tagged(DigestTag.Attestation, Bytes.Span);
    }

    public required Digest Institution { get; init; }

    public required AttestorId Attestor { get; init; }

    public required FactSubject Subject { get; init; }

    public required FactValue Value { get; init; }

    public required Timestamp ObservedAt { get; init; }

    /// <summary>Of facts read off a chain, and of no others.</summary>
    public BlockPin? Block { get; init; }

    public CanonicalObject Body { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the attestor's key signs.</summary>
    public Digest Hash { get; }

    /// <summary>An attestation to be signed; subject, value and block must fit each other.</summary>
    public static Attestation Create(
        Digest institution, AttestorId attestor, Timestamp observedAt, FactClaim claim)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("attestor", attestor.ToString()),
            ("block", claim.Block?.ToCanonical()),
            ("institution", institution.ToString()),
            ("kind", claim.Subject.Kind.ToText()),
            ("observedAt", observedAt.ToString()),
            ("schema", Schema),
            ("subject", claim.Subject.ToCanonical()),
            ("value", claim.Value.ToCanonical()));
        bool isRight = TryParse(body, out Attestation? attestation, out _);
        Invariant.Holds(isRight && attestation is not null);
        return attestation;
    }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Attestation? attestation,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        attestation = null;
        MemberReader read = new(body, "attestation");
        read.Require(read.Text("schema") == Schema, AttestationRefusals.UnknownSchema());
        Digest institution = read.Digest("institution");
        AttestorId attestor = read.Parse<AttestorId>("attestor", AttestorId.TryParse);
        FactKind kind = read.Parse<FactKind>("kind", FactKinds.TryParse);
        Timestamp observedAt = read.Time("observedAt");
        if (!read.IsRight) return read.TryEnd(out refusal);
        FactClaim claim = FactClaim.Read(kind, ref read);
        if (!read.TryEnd(out refusal)) return false;
        attestation = new Attestation(body)
        {
            Institution = institution,
            Attestor = attestor,
            Subject = claim.Subject,
            Value = claim.Value,
            ObservedAt = observedAt,
            Block = claim.Block,
        };
        refusal = attestation.Bytes.Length <= BytesMax ? null : JsonRefusals.TooLarge(BytesMax);
        if (refusal is not null) attestation = null;
        return attestation is not null;
    }
}
