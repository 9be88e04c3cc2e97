using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// What a fact says of its subject, in whole numbers only. A closed choice, one for each kind.
/// </summary>
public abstract record FactValue
{
    private const int VersionCharactersMax = 64;

    private FactValue() { }

    public abstract FactKind Kind { get; }

    public abstract CanonicalObject ToCanonical();

    internal static FactValue Read(FactKind kind, ref MemberReader read)
    {
        switch (kind)
        {
            case FactKind.Price:
                Price price = new(read.Amount("minorUnits"), read.Amount("baseUnits"));
                bool isPrice = !price.MinorUnits.IsZero && !price.BaseUnits.IsZero;
                read.Require(isPrice, AttestationRefusals.ZeroPrice());
                return price;
            case FactKind.Balance:
                return new Balance(read.Amount("baseUnits"));
            case FactKind.Holdings:
                return new Holdings(read.Amount("hot"), read.Amount("cold"));
            case FactKind.CodeHash:
                return new CodeHash(read.Parse<Hash32>("hash", TryParseHash));
            default:
                return new Screening(
                    read.Parse<bool>("result", TryParseResult), read.Text("version", VersionCharactersMax));
        }
    }

    /// <summary>0x and 64 lower-case hexadecimal digits.</summary>
    internal static bool TryParseHash(
        string text, out Hash32 hash, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Hash32.TryParse(text, out hash) && !text.AsSpan(2).ContainsAnyInRange('A', 'F');
        refusal = isRead
            ? null
            : JsonRefusals.MalformedValue(null, "0x and 64 lower-case hexadecimal digits");
        return isRead;
    }

    private static bool TryParseResult(
        string text, out bool isClear, [NotNullWhen(false)] out Refusal? refusal)
    {
        isClear = text == Screening.Clear;
        bool isKnown = isClear || text == Screening.Hit;
        refusal = isKnown ? null : JsonRefusals.MalformedValue(null, $"{Screening.Clear} or {Screening.Hit}");
        return isKnown;
    }

    /// <summary>
    /// A ratio: so many minor units of the quote for so many base units of the asset, both more than 0.
    /// </summary>
    public sealed record Price(Amount MinorUnits, Amount BaseUnits) : FactValue
    {
        public override FactKind Kind => FactKind.Price;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("baseUnits", BaseUnits.ToString()), ("minorUnits", MinorUnits.ToString()));
    }

    public sealed record Balance(Amount BaseUnits) : FactValue
    {
        public override FactKind Kind => FactKind.Balance;

        public override CanonicalObject ToCanonical() =>
            CanonicalObject.Of(("baseUnits", BaseUnits.ToString()));
    }

    /// <summary>Base units in all hot accounts, and in all cold ones.</summary>
    public sealed record Holdings(Amount Hot, Amount Cold) : FactValue
    {
        public override FactKind Kind => FactKind.Holdings;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("cold", Cold.ToString()), ("hot", Hot.ToString()));
    }

    public sealed record CodeHash(Hash32 Hash) : FactValue
    {
        public override FactKind Kind => FactKind.CodeHash;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(("hash", Hash.ToString()));
    }

    /// <summary>Of one version of the list, as its publisher names it.</summary>
    public sealed record Screening(bool IsClear, string Version) : FactValue
    {
        internal const string Clear = "clear";
        internal const string Hit = "hit";

        public override FactKind Kind => FactKind.Screening;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("result", IsClear ? Clear : Hit), ("version", Version));
    }
}
