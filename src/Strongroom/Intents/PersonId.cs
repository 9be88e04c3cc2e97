using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// A person, by name: <c>[a-z][a-z0-9-]{0,62}</c>. The default value names nobody and equals no parsed one.
/// </summary>
public readonly record struct PersonId : IComparable<PersonId>
{
    private readonly string? _name;

    private PersonId(string name) => _name = name;

    public static bool TryParse(string text, out PersonId person, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Slug.TryParse(text, out refusal);
        person = isRead ? new PersonId(text) : default;
        return isRead;
    }

    public int CompareTo(PersonId other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => _name ?? "";
}
