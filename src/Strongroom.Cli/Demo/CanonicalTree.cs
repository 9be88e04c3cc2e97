using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>JSON that came in any order, as canonical JSON.</summary>
internal static class CanonicalTree
{
    internal static CanonicalObject Of(JsonObject source)
    {
        CanonicalObject whole = CanonicalObject.Empty;
        foreach ((string name, JsonNode? value) in source)
            if (value is not null) whole = whole.With(name, ValueOf(value));
        return whole;
    }

    private static CanonicalValue ValueOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => Of(node.AsObject()),
        JsonValueKind.Array => CanonicalArray.Of([.. node.AsArray().Select(item => ValueOf(item!))]),
        JsonValueKind.Number => node.GetValue<long>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => node.GetValue<string>(),
    };
}
