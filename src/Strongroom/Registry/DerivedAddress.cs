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
        for (int i = 0; i < demands.Count; i++) Invariant.Holds(addresses[i].Answers(demands[i]));
    }

    /// <summary>Whether this is what the demand asks for: account, root, level, and where the key is.</summary>
    internal bool Answers(AccountDemand demand)
    {
        bool isBorn = TokenKeyReference.TryParse(Path, out TokenKeyReference? key);
        bool isPlace = key is null ? Path == demand.Path : key.Account == demand.Account;
        bool isPooled = demand.Pooled is null
            || (demand.Pooled.Address == Address && demand.Pooled.Level == Level);
        return isPlace && isPooled && Account == demand.Account && Root == demand.Root
            && isBorn == (demand is { Level: ProtectionLevel.HsmNative, Pooled: null })
            && (demand.Level is null || demand.Level == Level)
            && Signature.Length == AccountRecord.SignatureBytes;
    }

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("address", Address.ToString()),
        ("level", Level.ToText()),
        ("path", Path),
        ("root", Root.ToString()),
        ("signature", Base64UrlText.Write(Signature.Span)));
}
