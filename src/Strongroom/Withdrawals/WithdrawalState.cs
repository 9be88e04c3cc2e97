namespace Strongroom.Withdrawals;

/// <summary>Where a withdrawal stands (design, section 4). The last five, and Confirmed, are ends.</summary>
public enum WithdrawalState
{
    /// <summary>Stored with the requester's statement; the pending transfer holds the amount.</summary>
    Requested,

    /// <summary>The rule that will apply is known; people are asked.</summary>
    AwaitingApproval,

    /// <summary>The Signer registered the intent; a delay may still run.</summary>
    Approved,

    /// <summary>The signed bytes are stored: from here only the chain can end it.</summary>
    Signed,

    /// <summary>Handed to a node at least once.</summary>
    Broadcast,

    /// <summary>Mined with success, deep enough.</summary>
    Confirmed,

    /// <summary>
    /// The policy or the Signer said no; the same intent may still be registered until it expires.
    /// </summary>
    Refused,

    /// <summary>A person said no before the first signature.</summary>
    Rejected,

    /// <summary>Time ran out before the first signature.</summary>
    Expired,

    /// <summary>Mined without effect (status 0), deep enough: it consumed its intent.</summary>
    Failed,

    /// <summary>A conflicting transaction of a replacing intent was mined, deep enough.</summary>
    Replaced,
}
