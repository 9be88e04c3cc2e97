using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A signed statement with the outcome of its cryptographic verification, which runs outside the writer's lock and
/// in parallel. A key id commits to the key, so the outcome stays true whatever the roster does meanwhile; that
/// the key is in the roster is looked up again at the decision.
/// </summary>
public sealed record StatementCheck(SignedStatement Signed, Refusal? Fault)
{
    internal Statement Statement => Signed.Statement;
}
