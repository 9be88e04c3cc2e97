using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// A key with which a person signs statements (docs/formats/identifiers.md, "Keys of people"). Its id follows
/// from algorithm and public key; station keys are exactly the WebAuthn ones. Keep it: the imported key is
/// cached.
/// </summary>
public sealed class PersonKey
{
    public const int PublicKeyBytesMax = 1200;
    public const int CredentialIdBytesMax = 1023;

    private readonly byte[] _publicKey;
    private readonly byte[] _credentialId;

    private PersonKey(KeyClass keyClass, StatementKey verifier, byte[] publicKey, byte[] credentialId)
    {
        Algorithm = verifier.Algorithm;
        Class = keyClass;
        Verifier = verifier;
        _publicKey = publicKey;
        _credentialId = credentialId;
        Id = IdOf(Algorithm, publicKey);
    }

    public KeyId Id { get; }

    public KeyAlgorithm Algorithm { get; }

    public KeyClass Class { get; }

    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>WebAuthn keys only (1 to 1023 bytes); empty for the others.</summary>
    public ReadOnlySpan<byte> CredentialId => _credentialId;

    internal StatementKey Verifier { get; }

    public static KeyId IdOf(KeyAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        byte[] joined = [.. System.Text.Encoding.ASCII.GetBytes(algorithm.ToText()), 0, .. publicKey];
        return new KeyId(Digest.Tagged(DigestTag.Key, joined));
    }

    /// <summary>
    /// Refused: a class that does not fit, a public key that is none, a credential id out of place.
    /// </summary>
    public static bool TryCreate(
        KeyAlgorithm algorithm,
        KeyClass keyClass,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> credentialId,
        [NotNullWhen(true)] out PersonKey? key,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        bool isWebAuthn = algorithm == KeyAlgorithm.WebAuthn;
        refusal = null;
        if (isWebAuthn != (keyClass == KeyClass.Station)) refusal = RosterRefusals.KeyClass();
        else if (isWebAuthn != (credentialId.Length is > 0 and <= CredentialIdBytesMax)
            || (!isWebAuthn && credentialId.Length > 0))
            refusal = RosterRefusals.CredentialId();
        if (refusal is not null) return false;
        if (!StatementKey.TryParse(algorithm, publicKey, out StatementKey? verifier, out refusal)) return false;
        key = new PersonKey(keyClass, verifier, publicKey.ToArray(), credentialId.ToArray());
        return true;
    }

    /// <summary>Reads the key object; its id must be the one that follows from the key.</summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out PersonKey? key,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        MemberReader read = new(body);
        PersonKey? whole = Read(ref read);
        key = read.TryEnd(out refusal) ? whole! : null;
        return key is not null;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("algorithm", Algorithm.ToText()),
        ("class", Class.ToText()),
        ("credentialId", _credentialId.Length == 0 ? null : Base64UrlText.Write(_credentialId)),
        ("id", Id.ToString()),
        ("publicKey", Base64UrlText.Write(_publicKey)));

    /// <summary>Takes the key's own members, so that a proof of possession may stand beside them.</summary>
    internal static PersonKey? Read(ref MemberReader read)
    {
        KeyAlgorithm algorithm = read.Parse<KeyAlgorithm>("algorithm", RosterTexts.TryParse);
        KeyClass keyClass = read.Parse<KeyClass>("class", RosterTexts.TryParse);
        KeyId id = read.Key("id");
        byte[] publicKey = read.Bytes("publicKey", PublicKeyBytesMax);
        byte[] credentialId = read.Has("credentialId") ? read.Bytes("credentialId", CredentialIdBytesMax) : [];
        if (!read.IsRight) return null;
        if (!TryCreate(algorithm, keyClass, publicKey, credentialId, out PersonKey? key, out Refusal? refusal))
        {
            read.Keep(refusal with { Field = read.PathOf(refusal.Field ?? "publicKey") });
            return null;
        }

        read.Require(key.Id == id, RosterRefusals.KeyId(read.PathOf("id")));
        return key;
    }
}
