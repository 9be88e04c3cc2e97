using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// A signed statement with the outcome of its cryptographic verification, which runs outside the writer's
/// lock and in parallel. A key id commits to the key, so a right signature stays right whatever the roster
/// does meanwhile; that the key is still in the roster is looked up again at the decision.
/// </summary>
public sealed class StatementCheck
{
    private StatementCheck(SignedStatement signed, Refusal? fault)
    {
        Signed = signed;
        Fault = fault;
    }

    public SignedStatement Signed { get; }

    /// <summary>Why the statement counts for nothing, if so.</summary>
    public Refusal? Fault { get; }

    internal Statement Statement => Signed.Statement;

    public static StatementCheck Of(SignedStatement signed, State state) =>
        Of(signed, state.Roster, state.Institution, state.Founding.Founding.Station);

    public static StatementCheck Of(
        SignedStatement signed, RosterState roster, Digest genesis, StationPin station)
    {
        VerifiedStatement.TryVerify(signed, roster, genesis, station, out _, out Refusal? fault);
        return new StatementCheck(signed, fault);
    }
}
