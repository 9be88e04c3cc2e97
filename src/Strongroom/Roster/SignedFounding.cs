using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// The founding file with the signatures of every listed key (docs/formats/founding.md). Parsing verifies
/// them:
/// there is no unverified one. It must fit a leaf together with the leaf's own members.
/// </summary>
public sealed class SignedFounding
{
    public const int BytesMax = 64_000;
    public const int SignaturesMax =
        (Founding.PeopleMax * Person.KeysMax) + (RosterState.AttestorsMax * Attestor.KeysMax);

    private SignedFounding(Founding founding, FoundingSignature[] signatures, CanonicalObject body)
    {
        Founding = founding;
        Signatures = signatures;
        Body = body;
    }

    public Founding Founding { get; }

    public IReadOnlyList<FoundingSignature> Signatures { get; }

    public CanonicalObject Body { get; }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedFounding? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, out signed, out refusal);
    }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out SignedFounding? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        MemberReader read = new(body);
        CanonicalObject foundingBody = read.Object("founding");
        CanonicalObject[] bodies = read.Objects("signatures", 1, SignaturesMax);
        if (!read.TryEnd(out refusal)) return false;
        if (!Founding.TryParse(foundingBody, out Founding? founding, out refusal)) return false;
        FoundingSignature[] signatures = new FoundingSignature[bodies.Length];
        for (int i = 0; i < bodies.Length; i++)
        {
            if (!FoundingSignature.TryParse(bodies[i], out FoundingSignature? signature, out refusal)) return false;
            signatures[i] = signature;
        }

        refusal = Check(founding, signatures);
        if (refusal is null) signed = new SignedFounding(founding, signatures, body);
        return signed is not null;
    }

    /// <summary>What the founders' signatures are put around the file with.</summary>
    public static CanonicalObject Compose(Founding founding, IEnumerable<FoundingSignature> signatures) =>
        CanonicalObject.Of(
            ("founding", founding.Body),
            ("signatures", CanonicalArray.OfObjects(signatures.Select(signature => signature.ToCanonical()))));

    private static Refusal? Check(Founding founding, FoundingSignature[] signatures)
    {
        HashSet<KeyId> signed = [];
        foreach (FoundingSignature signature in signatures)
        {
            PersonKey? key = KeyOf(founding.Roster, signature);
            if (key is null || !signed.Add(signature.Key)) return FoundingRefusals.SignatureUnexpected();
            Refusal? wrong = StatementVerification.Verify(
                key, signature.Signature, founding.Digest, founding.Station);
            if (wrong is not null) return FoundingRefusals.SignatureInvalid();
        }

        int keys = founding.Roster.People.Sum(person => person.Keys.Count)
            + founding.Roster.Attestors.Sum(attestor => attestor.Keys.Count);
        return signed.Count == keys ? null : FoundingRefusals.SignatureMissing();
    }

    // An attestor's key proves by this signature that somebody holds it; it gives the attestor no say.
    private static PersonKey? KeyOf(RosterState roster, FoundingSignature signature)
    {
        if (roster.TryGetKey(signature.Key, out Person? person, out PersonKey? key))
            return signature.Person == person.Id ? key : null;
        bool isAttestors = roster.TryGetAttestor(signature.Key, out Attestor? attestor, out key)
            && signature.Attestor == attestor.Id;
        return isAttestors ? key : null;
    }
}
