namespace Strongroom.Roster;

/// <summary>
/// Where a key lives: at the approval station, in something with a display of its own, in a program, or with
/// an attestor, which is no person.
/// </summary>
public enum KeyClass
{
    Station,
    Independent,
    Service,
    Attestor,
}
