using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Activation;

/// <summary>
/// GET and POST /v1/activation: what a custodian must know before giving a share, signed by the journal key.
/// </summary>
internal sealed record ActivationAnswer(CanonicalObject Content) : IAnswer
{
    internal static ReadOnlySpan<byte> Tag => "strongroom/activation-offer/v1"u8;

    internal static ActivationAnswer Of(ActivationSession session, bool isDone, AddressBook signer)
    {
        CanonicalObject content = CanonicalObject.Of(
            ("activated", isDone),
            ("build", BuildHash.OfThisAssembly.ToString()),
            ("custodians", CanonicalArray.OfTexts(session.Terms.Custodians.Select(one => $"{one.Person}"))),
            ("given", CanonicalArray.OfTexts(session.Given.Select(one => $"{one.Person}"))),
            ("institution", session.Terms.Institution.ToString()),
            ("session", session.Name),
            ("terms", session.Terms.Digest.ToString()),
            ("threshold", session.Terms.Threshold));
        byte[] signature = signer.Sign(Digest.Tagged(Tag, content.ToBytes()));
        return new ActivationAnswer(content.With("signature", Base64UrlText.Write(signature)));
    }

    public void Write(Utf8JsonWriter json) =>
        json.WriteRawValue(Content.ToBytes(), skipInputValidation: true);
}
