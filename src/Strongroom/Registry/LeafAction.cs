namespace Strongroom.Registry;

/// <summary>The actions of a Signer's leaves, as the format spells them.</summary>
public static class LeafAction
{
    public const string Founded = "founded";
    public const string Started = "started";
    public const string Activated = "activated";
    public const string Registered = "registered";
    public const string Effected = "effected";
    public const string Signing = "signing";
    public const string Rejected = "rejected";
    public const string Vetoed = "vetoed";
    public const string Frozen = "frozen";
    public const string Refused = "refused";
    public const string Refusals = "refusals";
    public const string Snapshot = "snapshot";
    public const string Exported = "exported";

    // The home journal's, about its cold Signers.
    public const string ColdAddresses = "cold-addresses";
    public const string ColdRequested = "cold-requested";
    public const string ColdImported = "cold-imported";

    // A cold Signer's own, beside "signing".
    public const string ColdFounded = "cold-founded";
    public const string ColdDerived = "cold-derived";
    public const string ColdTaken = "cold-taken";
    public const string ColdRefused = "cold-refused";
    public const string ColdAnswered = "cold-answered";
}
