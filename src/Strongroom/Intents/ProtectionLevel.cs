namespace Strongroom.Intents;

/// <summary>
/// Where a private key lives. Records hold the numbers: they never change.
/// </summary>
public enum ProtectionLevel
{
    /// <summary>Sealed in a file, in the clear in locked memory. For demonstrations and tests.</summary>
    Software = 0,

    /// <summary>
    /// The seed sealed under a key of each token that cannot leave it; in the clear in locked memory for the
    /// length of a derivation.
    /// </summary>
    HsmWrapped = 1,

    /// <summary>The key pair born in a token.</summary>
    HsmNative = 2,

    /// <summary>Derived inside a token, below a root that was born there.</summary>
    HsmDerived = 3,
}
