namespace Strongroom.Registry;

/// <summary>Where an intent stands for the Signer.</summary>
public enum RegisteredState
{
    /// <summary>
    /// Approved and known; a movement without a signature, or a governance intent still delayed.
    /// </summary>
    Registered,

    /// <summary>A governance intent that took effect.</summary>
    Effective,

    /// <summary>A movement with a nonce and at least one signature.</summary>
    Signed,

    /// <summary>
    /// Rejected, vetoed, or replaced by an intent that took its nonce: nothing more is signed for it.
    /// </summary>
    Closed,
}
