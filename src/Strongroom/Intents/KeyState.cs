namespace Strongroom.Intents;

/// <summary>
/// The states of a key's life (NIST SP 800-57 part 1, section 7). Records hold the numbers: they never
/// change.
/// </summary>
public enum KeyState
{
    /// <summary>Made, not yet in use.</summary>
    PreActive = 0,

    Active = 1,

    /// <summary>Signs nothing for now.</summary>
    Suspended = 2,

    /// <summary>Replaced: signs only what leaves it.</summary>
    Deactivated = 3,

    /// <summary>Somebody else may hold it: signs only what leaves it.</summary>
    Compromised = 4,

    Destroyed = 5,
}
