using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// An attestation with the signature of one key, as it travels and as leaves hold it. Parsed is not verified.
/// </summary>
public sealed class SignedAttestation
{
    public const int BytesMax = 3_072;

    public SignedAttestation(KeyId key, StatementSignature signature, Attestation attestation)
        : this(key, signature, attestation, CanonicalObject.Of(
            ("attestation", attestation.Body),
            ("key", key.ToString()),
            ("signature", signature.ToCanonical())))
    {
    }

    private SignedAttestation(
        KeyId key, StatementSignature signature, Attestation attestation, CanonicalObject body)
    {
        Key = key;
        Signature = signature;
        Attestation = attestation;
        Body = body;
        SizeBytes = body.ToBytes().Length;
    }

    public KeyId Key { get; }

    public StatementSignature Signature { get; }

    public Attestation Attestation { get; }

    public CanonicalObject Body { get; }

    /// <summary>How many bytes of a leaf it takes.</summary>
    public int SizeBytes { get; }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedAttestation? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, out signed, out refusal);
    }

    /// <summary>The same for one that came inside another object.</summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out SignedAttestation? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        MemberReader read = new(body);
        KeyId key = read.Key("key");
        CanonicalObject inner = read.Object("attestation");
        CanonicalObject signatureBody = read.Object("signature");
        if (!read.TryEnd(out refusal)) return false;
        if (!StatementSignature.TryParse(signatureBody, out StatementSignature? signature, out refusal))
            return false;
        if (!Attestation.TryParse(inner, out Attestation? attestation, out refusal)) return false;
        signed = new SignedAttestation(key, signature, attestation, body);
        return true;
    }

    public byte[] ToBytes() => Body.ToBytes();
}
