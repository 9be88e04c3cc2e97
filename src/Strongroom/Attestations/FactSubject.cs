using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// What a fact is about. A closed choice; two facts are about the same exactly when their subjects are equal.
/// </summary>
public abstract record FactSubject
{
    private FactSubject() { }

    public abstract FactKind Kind { get; }

    public abstract CanonicalObject ToCanonical();

    internal static FactSubject Read(FactKind kind, ref MemberReader read) => kind switch
    {
        FactKind.Price => new Price(read.Asset("asset"), Attestations.Quote.Read(ref read)),
        FactKind.Balance => ReadBalance(ref read),
        FactKind.Holdings => new Holdings(read.Asset("asset")),
        FactKind.CodeHash => new CodeHash(read.Parse<ChainAddress>("contract", ChainAddress.TryParse!)),
        _ => new Screening(
            read.Parse<ChainAddress>("address", ChainAddress.TryParse!),
            read.Parse<ScreeningList>("list", ScreeningList.TryParse)),
    };

    private static Balance ReadBalance(ref MemberReader read)
    {
        Balance balance = new(
            read.Parse<ChainAddress>("account", ChainAddress.TryParse!), read.Asset("asset"));
        bool isOnChain = read.IsRight && balance.Account.Chain == balance.Asset.Chain;
        read.Require(isOnChain, AttestationRefusals.AssetElsewhere());
        return balance;
    }

    /// <summary>What one asset costs.</summary>
    public sealed record Price(AssetId Asset, Quote Quote) : FactSubject
    {
        public override FactKind Kind => FactKind.Price;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("asset", Asset.ToString()), ("quote", Quote.Currency), ("scale", Quote.Scale));

        public override string ToString() => $"price {Asset} in {Quote}";
    }

    /// <summary>How much of an asset an address holds.</summary>
    public sealed record Balance(ChainAddress Account, AssetId Asset) : FactSubject
    {
        public override FactKind Kind => FactKind.Balance;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("account", Account.ToString()), ("asset", Asset.ToString()));

        public override string ToString() => $"balance of {Account} in {Asset}";
    }

    /// <summary>How much of an asset the institution's hot accounts hold, and its cold ones.</summary>
    public sealed record Holdings(AssetId Asset) : FactSubject
    {
        public override FactKind Kind => FactKind.Holdings;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(("asset", Asset.ToString()));

        public override string ToString() => $"holdings of {Asset}";
    }

    /// <summary>The Keccak-256 of the code at an address.</summary>
    public sealed record CodeHash(ChainAddress Contract) : FactSubject
    {
        public override FactKind Kind => FactKind.CodeHash;

        public override CanonicalObject ToCanonical() =>
            CanonicalObject.Of(("contract", Contract.ToString()));

        public override string ToString() => $"code-hash of {Contract}";
    }

    /// <summary>Whether an address stands on a list.</summary>
    public sealed record Screening(ChainAddress Address, ScreeningList List) : FactSubject
    {
        public override FactKind Kind => FactKind.Screening;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("address", Address.ToString()), ("list", List.ToString()));

        public override string ToString() => $"screening of {Address} against {List}";
    }
}
