namespace Strongroom.Exposure;

/// <summary>What kind of secret came where none belongs.</summary>
public enum SecretKind
{
    /// <summary>
    /// 32 bytes of hexadecimal where no digest stands, or the private member of a JSON Web Key.
    /// </summary>
    PrivateKey,

    /// <summary>64 bytes of hexadecimal, or an array of 32 or 64 bytes: a seed or a key pair.</summary>
    Seed,

    /// <summary>Wallet import format, also the encrypted one (BIP-38).</summary>
    Wif,

    /// <summary>An extended private key: xprv and its relatives (BIP-32, SLIP-132).</summary>
    ExtendedKey,

    /// <summary>A phrase of BIP-39.</summary>
    Mnemonic,

    /// <summary>A share of SLIP-39.</summary>
    Share,

    /// <summary>An encrypted key with its parameters: Web3 secret storage, or a keystore of ours.</summary>
    Keystore,

    /// <summary>A private key in PEM (RFC 7468), OpenSSH or OpenPGP armour.</summary>
    Pem,

    /// <summary>An age identity.</summary>
    AgeKey,

    /// <summary>
    /// Somebody's credential at a third party: tokens with known beginnings, bearer tokens.
    /// </summary>
    Credential,
}
