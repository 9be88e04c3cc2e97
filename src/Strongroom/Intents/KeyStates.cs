using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The texts of <see cref="KeyState"/>, and which state may follow which.</summary>
public static class KeyStates
{
    private static readonly string[] Texts =
        ["pre-active", "active", "suspended", "deactivated", "compromised", "destroyed"];

    // SP 800-57 part 1, section 7, and narrower: a root that has been in use is destroyed only after it was
    // deactivated or compromised, when everything below it has been swept.
    private static readonly KeyState[][] Followers =
    [
        [KeyState.Active, KeyState.Compromised, KeyState.Destroyed],
        [KeyState.Suspended, KeyState.Deactivated, KeyState.Compromised],
        [KeyState.Active, KeyState.Deactivated, KeyState.Compromised],
        [KeyState.Compromised, KeyState.Destroyed],
        [KeyState.Destroyed],
        [],
    ];

    public static IReadOnlyList<KeyState> All { get; } = Enum.GetValues<KeyState>();

    public static string ToText(this KeyState state) => Texts[(int)state];

    public static bool MayBecome(this KeyState from, KeyState to) => Followers[(int)from].Contains(to);

    /// <summary>The states that may follow, in words.</summary>
    public static string FollowersText(this KeyState from) => Followers[(int)from].Length == 0
        ? "none: this is the end"
        : string.Join(", ", Followers[(int)from].Select(ToText));

    public static bool TryParse(string text, out KeyState state, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        state = (KeyState)Math.Max(0, index);
        refusal = index < 0 ? JsonRefusals.MalformedValue("state", string.Join(", ", Texts)) : null;
        return index >= 0;
    }
}
