using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// An account's address as the keystore derived it, with the journal key's address statement.
/// </summary>
public sealed record DerivedAddress(
    AccountId Account,
    EthereumAddress Address,
    ProtectionLevel Level,
    string Path,
    ReadOnlyMemory<byte> Signature)
{
    /// <summary>The name of the root that the path starts from.</summary>
    public required Digest Root { get; init; }

    /// <summary>Holds that these addresses answer those demands, one for one.</summary>
    internal static void Match(IReadOnlyList<AccountDemand> demands, IReadOnlyList<DerivedAddress> addresses)
    {
        Invariant.Holds(addresses.Count == demands.Count);
        for (int i = 0; i < demands.Count; i++)
        {
            Invariant.Holds(
                addresses[i].Account == demands[i].Account && addresses[i].Path == demands[i].Path);
            Invariant.Holds(addresses[i].Root == demands[i].Root);
            Invariant.Holds(addresses[i].Signature.Length == AccountRecord.SignatureBytes);
        }
    }

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("address", Address.ToString()),
        ("level", Level.ToText()),
        ("path", Path),
        ("root", Root.ToString()),
        ("signature", Base64UrlText.Write(Signature.Span)));
}
