namespace Strongroom.Cryptography.Encodings;

/// <summary>Which checksum a text has: the constants of BIP-173 and BIP-350.</summary>
public enum Bech32Kind
{
    None = 0,
    Bech32 = 1,
    Bech32m = 0x2bc830a3,
}
