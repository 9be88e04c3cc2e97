using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>An account's address as the keystore derived it, with the journal key's address statement.</summary>
public sealed record DerivedAddress(
    AccountId Account, EthereumAddress Address, ProtectionLevel Level, string Path, ReadOnlyMemory<byte> Signature)
{
    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("address", Address.ToString()),
        ("level", Level.ToText()),
        ("path", Path),
        ("signature", Base64UrlText.Write(Signature.Span)));
}
