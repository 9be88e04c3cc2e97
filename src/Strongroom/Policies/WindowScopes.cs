namespace Strongroom.Policies;

/// <summary>The spelling of window scopes.</summary>
public static class WindowScopes
{
    private static readonly string[] Texts = ["client", "account", "requester", "institution"];

    public static IReadOnlyList<WindowScope> All { get; } = Enum.GetValues<WindowScope>();

    public static string ToText(this WindowScope scope) => Texts[(int)scope];

    public static bool TryParse(string text, out WindowScope scope)
    {
        int index = Array.IndexOf(Texts, text);
        scope = (WindowScope)Math.Max(0, index);
        return index >= 0;
    }
}
