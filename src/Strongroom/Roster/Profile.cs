namespace Strongroom.Roster;

/// <summary>How strict an institution is: <c>demo</c> or <c>production</c>.</summary>
public enum Profile
{
    Demo,
    Production,
}
