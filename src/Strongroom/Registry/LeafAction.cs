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
}
