namespace Strongroom.Intents;

/// <summary>
/// What a <see cref="CanonicalValue"/> is. <see cref="Absent"/> is the default: no member at all.
/// </summary>
public enum CanonicalKind
{
    Absent = 0,
    Text,
    Integer,
    Flag,
    Object,
    Array,
}
