using Strongroom.Cryptography;

namespace Strongroom.Exposure;

/// <summary>The spelling of the kinds in records and refusals.</summary>
public static class SecretKinds
{
    public static string ToText(this SecretKind kind) => kind switch
    {
        SecretKind.PrivateKey => "private-key",
        SecretKind.Seed => "seed",
        SecretKind.Wif => "wif",
        SecretKind.ExtendedKey => "extended-key",
        SecretKind.Mnemonic => "mnemonic",
        SecretKind.Share => "share",
        SecretKind.Keystore => "keystore",
        SecretKind.Pem => "pem",
        SecretKind.AgeKey => "age-key",
        SecretKind.Credential => "credential",
        _ => throw new InvariantException("a kind of secret without a name"),
    };
}
