using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>The rolling sums in the head: one object a sum, its minutes and amounts side by side.</summary>
internal static class WindowsText
{
    private const int SeriesMax = 1 << 26;

    internal static CanonicalArray Write(RollingWindows windows, long minute)
    {
        List<CanonicalObject> series = [];
        List<CanonicalValue> minutes = [];
        List<CanonicalValue> amounts = [];
        WindowKey? current = null;
        foreach ((WindowKey key, long at, Amount amount) in windows.LiveAt(minute))
        {
            if (current is { } previous && previous != key) series.Add(Close(previous, minutes, amounts));
            current = key;
            minutes.Add(at);
            amounts.Add(amount.ToString());
        }

        if (current is { } last) series.Add(Close(last, minutes, amounts));
        return CanonicalArray.OfObjects(series);
    }

    internal static void Read(ref MemberReader read, RollingWindows windows)
    {
        foreach (CanonicalObject body in read.Objects("windows", 0, SeriesMax))
        {
            MemberReader one = new(body, "windows");
            WindowKey key = new(
                one.Parse<WindowScope>("scope", TryParseScope), one.Text("owner"), one.Text("asset"));
            CanonicalArray minutes = one.Array("minutes", 1, RollingWindows.MinutesMax + 1);
            Amount[] amounts = one.List<Amount>("amounts", minutes.Count, minutes.Count, TryParseAmount);
            for (int i = 0; i < amounts.Length && one.IsRight; i++)
            {
                bool isMinute = minutes[i].TryInteger(out long minute);
                one.Require(isMinute, JsonRefusals.WrongType("windows.minutes", "numbers"));
                windows.Add(key, minute, amounts[i]);
            }

            one.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
        }
    }

    private static CanonicalObject Close(
        WindowKey key, List<CanonicalValue> minutes, List<CanonicalValue> amounts)
    {
        CanonicalObject series = CanonicalObject.Of(
            ("scope", key.Scope.ToText()),
            ("owner", key.Owner),
            ("asset", key.Asset),
            ("minutes", CanonicalArray.Of([.. minutes])),
            ("amounts", CanonicalArray.Of([.. amounts])));
        minutes.Clear();
        amounts.Clear();
        return series;
    }

    private static bool TryParseScope(
        string text, out WindowScope scope, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isKnown = WindowScopes.TryParse(text, out scope);
        refusal = isKnown ? null : JsonRefusals.MalformedValue(null, "a scope of docs/formats/policy.md");
        return isKnown;
    }

    private static bool TryParseAmount(
        string text, out Amount amount, [NotNullWhen(false)] out Refusal? refusal) =>
        Amount.TryParse(text, out amount, out refusal);
}
