namespace Strongroom.Intents;

/// <summary>
/// What the institution holds a client's wallet for. Records hold the numbers: they never change, and 1 is a
/// wallet of the house.
/// </summary>
public enum WalletKind
{
    /// <summary>Custody (MiCA service 1): the institution's keys, the client's assets.</summary>
    Custody = 0,

    /// <summary>Gas and fees of the institution itself; no client's.</summary>
    House = 1,

    /// <summary>
    /// Portfolio management (service 5b): the key never leaves; the mandate ends by returning the assets.
    /// </summary>
    Mandate = 2,

    /// <summary>The client's own key, below a root that belongs to them alone and can be returned.</summary>
    ClientKey = 3,
}
