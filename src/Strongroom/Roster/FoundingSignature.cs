using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// One key under the founding file: <c>{"key","person","signature"}</c> of a founder, or
/// <c>{"attestor","key","signature"}</c> of an attestor.
/// </summary>
public sealed record FoundingSignature(KeyId Key, PersonId? Person, StatementSignature Signature)
{
    /// <summary>Who signed where no person did.</summary>
    public AttestorId? Attestor { get; init; }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out FoundingSignature? signature,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signature = null;
        MemberReader read = new(body, "signatures");
        KeyId key = read.Key("key");
        bool isAttestors = read.Has("attestor");
        AttestorId? attestor = isAttestors ? read.Parse<AttestorId>("attestor", AttestorId.TryParse) : null;
        PersonId? person = isAttestors ? null : read.Person("person");
        CanonicalObject inner = read.Object("signature");
        if (!read.TryEnd(out refusal)) return false;
        if (!StatementSignature.TryParse(inner, out StatementSignature? value, out refusal)) return false;
        signature = new FoundingSignature(key, person, value) { Attestor = attestor };
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("attestor", Attestor?.ToString()),
        ("key", Key.ToString()),
        ("person", Person?.ToString()),
        ("signature", Signature.ToCanonical()));
}
