using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// An attestor, by name: <c>[a-z][a-z0-9-]{0,62}</c>. A type of its own, so that no attestor passes for a
/// person.
/// </summary>
public readonly record struct AttestorId : IComparable<AttestorId>
{
    private readonly string? _name;

    private AttestorId(string name) => _name = name;

    public static bool TryParse(
        string text, out AttestorId attestor, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Slug.TryParse(text, out refusal);
        attestor = isRead ? new AttestorId(text) : default;
        return isRead;
    }

    public int CompareTo(AttestorId other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => _name ?? "";
}
