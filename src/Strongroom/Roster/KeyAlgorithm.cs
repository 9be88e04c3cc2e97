namespace Strongroom.Roster;

/// <summary>How a person's key signs (docs/formats/identifiers.md, "Keys of people").</summary>
public enum KeyAlgorithm
{
    Ed25519,
    P256,
    WebAuthn,
}
