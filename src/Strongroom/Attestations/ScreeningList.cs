using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// A sanctions or risk list, by a name in the form of <see cref="GroupId"/>: <c>ofac-sdn</c>.
/// </summary>
public readonly record struct ScreeningList
{
    private readonly string? _name;

    private ScreeningList(string name) => _name = name;

    public static bool TryParse(
        string text, out ScreeningList list, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Slug.TryParse(text, out refusal);
        list = isRead ? new ScreeningList(text) : default;
        return isRead;
    }

    public override string ToString() => _name ?? "";
}
