using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Registry;

/// <summary>
/// GET /v1/registry/keys: every root that the Signer has or had, dated and signed by its journal key.
/// </summary>
internal sealed record KeyRegisterAnswer(CanonicalObject Content) : IAnswer
{
    internal static ReadOnlySpan<byte> Tag => "strongroom/key-register/v1"u8;

    internal static KeyRegisterAnswer Of(State state, Timestamp at, AddressBook signer)
    {
        CanonicalObject content = CanonicalObject.Of(
            ("at", at.ToString()),
            ("genesis", state.Institution.ToString()),
            ("roots", CanonicalArray.OfObjects(state.Roots.Select(root => root.ToObject()))));
        byte[] signature = signer.Sign(Digest.Tagged(Tag, content.ToBytes()));
        return new KeyRegisterAnswer(content.With("signature", Base64UrlText.Write(signature)));
    }

    public void Write(Utf8JsonWriter json) =>
        json.WriteRawValue(Content.ToBytes(), skipInputValidation: true);
}
