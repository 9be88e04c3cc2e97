namespace Strongroom.Server.Intents;

/// <summary>
/// Where an intent stands, as far as the Server knows. What the Signer says of it is what counts.
/// </summary>
internal static class IntentState
{
    /// <summary>People's statements are being collected.</summary>
    internal const string Awaiting = "awaiting";

    /// <summary>The preview says that the quorum is complete: it goes to the Signer.</summary>
    internal const string Complete = "complete";

    /// <summary>The Signer registered it; a delay or a signature is still to come.</summary>
    internal const string Registered = "registered";

    /// <summary>A governance intent took effect.</summary>
    internal const string Effective = "effective";

    /// <summary>A movement has a signature.</summary>
    internal const string Signed = "signed";

    /// <summary>A movement has ended on the chain, or somebody closed the intent at the Signer.</summary>
    internal const string Closed = "closed";

    internal const string Refused = "refused";
    internal const string Rejected = "rejected";
    internal const string Expired = "expired";

    internal static readonly string[] All =
        [Awaiting, Complete, Registered, Effective, Signed, Closed, Refused, Rejected, Expired];
}
