namespace Strongroom.Cryptography.Pkcs11;

/// <summary>The curves of key pairs that are born in a token.</summary>
internal enum TokenCurve
{
    Secp256k1,
    P256,
    Ed25519,
}
