using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// A condition of a rule on a fact that attestors signed (docs/formats/policy.md, <c>facts</c>). A closed
/// choice.
/// </summary>
public abstract record RuleFact
{
    /// <summary>Ten thousand basis points are one whole.</summary>
    public const int DivergenceWhole = 10_000;

    private RuleFact(FactQuorum quorum) => Quorum = quorum;

    public FactQuorum Quorum { get; }

    /// <summary>
    /// Whether an answer that does not fit refuses, too, instead of leaving the intent to the next rule: a
    /// destination on a list or a contract of other code is no case for a laxer rule.
    /// </summary>
    internal abstract bool IsDemand { get; }

    /// <summary>What the attestors must have spoken about, for this movement.</summary>
    public abstract FactSubject SubjectOf(Intent.Movement movement);

    /// <summary>The movement, at the highest price, is worth at most so much.</summary>
    public sealed record Price(FactQuorum Of, Quote Quote, Amount ValueMax, int DivergenceMax) : RuleFact(Of)
    {
        internal override bool IsDemand => false;

        public override FactSubject SubjectOf(Intent.Movement movement) =>
            new FactSubject.Price(movement.Asset, Quote);
    }

    /// <summary>The paying account keeps at least so much, at the lowest balance.</summary>
    public sealed record Balance(FactQuorum Of, Amount RemainingMin, int DivergenceMax) : RuleFact(Of)
    {
        internal override bool IsDemand => false;

        public override FactSubject SubjectOf(Intent.Movement movement) =>
            new FactSubject.Balance(new ChainAddress(movement.Chain, movement.From), movement.Asset);
    }

    /// <summary>
    /// After the movement the hot accounts hold at most so much, and the cold ones at least this share, in
    /// basis points, of everything.
    /// </summary>
    public sealed record Holdings(
        FactQuorum Of, Amount? HotMax, int ColdShareMin, int DivergenceMax) : RuleFact(Of)
    {
        internal override bool IsDemand => false;

        public override FactSubject SubjectOf(Intent.Movement movement) =>
            new FactSubject.Holdings(movement.Asset);
    }

    /// <summary>The token's contract has this code.</summary>
    public sealed record CodeHash(FactQuorum Of, Hash32 Hash) : RuleFact(Of)
    {
        internal override bool IsDemand => true;

        // The call of a token's transfer goes to its contract (Intent.Movement), and reading the rule saw to
        // the token.
        public override FactSubject SubjectOf(Intent.Movement movement) =>
            new FactSubject.CodeHash(new ChainAddress(movement.Chain, movement.Call.To));
    }

    /// <summary>The destination stands on no list.</summary>
    public sealed record Screening(FactQuorum Of, ScreeningList List) : RuleFact(Of)
    {
        internal override bool IsDemand => true;

        public override FactSubject SubjectOf(Intent.Movement movement) =>
            new FactSubject.Screening(new ChainAddress(movement.Chain, movement.To), List);
    }
}
