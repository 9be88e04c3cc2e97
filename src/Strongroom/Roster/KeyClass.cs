namespace Strongroom.Roster;

/// <summary>
/// Where a key lives: at the approval station, in something with a display of its own, in a program.
/// </summary>
public enum KeyClass
{
    Station,
    Independent,
    Service,
}
