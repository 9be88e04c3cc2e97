using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Tests.Registry;

namespace Strongroom.Tests.Policies;

/// <summary>Policies and people, written short.</summary>
internal static class PolicyTexts
{
    internal const string Ether = "eip155:31337/slip44:60";

    internal static string Rules(params string[] rules) =>
        $$"""{"rules":[{{string.Join(',', rules)}},{"deny":true,"id":"deny"}],"version":1}""";

    internal static Policy Parse(string text)
    {
        Policy.TryParse(TestHouse.Json(text), out Policy? policy, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return policy!;
    }

    internal static string? CodeOf(string text) =>
        Policy.TryParse(TestHouse.Json(text), out _, out Refusal? refusal) ? null : refusal.Code;

    internal static Participant Person(string name, string groups, bool isIndependent = false) => new(
        TestHouse.Person(name), [.. groups.Split(' ').Select(Group)], isIndependent);

    internal static GroupId Group(string name)
    {
        GroupId.TryParse(name, out GroupId group, out _).ShouldBeTrue();
        return group;
    }
}
