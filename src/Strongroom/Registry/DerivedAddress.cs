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
    /// <summary>The root that the path starts from, or in whose tokens the key was born.</summary>
    public required Digest Root { get; init; }

    /// <summary>Holds that these addresses answer those demands, one for one.</summary>
    internal static void Match(IReadOnlyList<AccountDemand> demands, IReadOnlyList<DerivedAddress> addresses)
    {
        Invariant.Holds(addresses.Count == demands.Count);
        for (int i = 0; i < demands.Count; i++)
        {
            (AccountDemand demand, DerivedAddress address) = (demands[i], addresses[i]);
            Invariant.Holds(address.Account == demand.Account);
            Invariant.Holds(demand.Level is null || demand.Level == address.Level);
            bool isBorn = TokenKeyReference.TryParse(address.Path, out TokenKeyReference? key);
            Invariant.Holds(isBorn == (demand.Level == ProtectionLevel.HsmNative));
            if (key is not null) Invariant.Holds(key.Account == demand.Account);
            else Invariant.Holds(address.Path == demand.Path);
            Invariant.Holds(address.Root == demand.Root);
            Invariant.Holds(demand.Pooled is null || demand.Pooled.Address == address.Address);
            Invariant.Holds(address.Signature.Length == AccountRecord.SignatureBytes);
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
