using System.Text.Json;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>A fact of a step in one line, for people: lists and objects are written out in words.</summary>
internal sealed record FactLine(string Name, string Text)
{
    internal static IEnumerable<FactLine> Of(CanonicalObject facts)
    {
        using JsonDocument json = JsonDocument.Parse(facts.ToBytes());
        List<FactLine> lines = [];
        foreach (JsonProperty fact in json.RootElement.EnumerateObject())
        {
            bool isList = fact.Value.ValueKind == JsonValueKind.Array;
            IEnumerable<JsonElement> items = isList ? fact.Value.EnumerateArray() : [fact.Value];
            if (items.Any(item => item.ValueKind == JsonValueKind.Object))
                lines.AddRange(items.Select(item => new FactLine(fact.Name, TextOf(item))));
            else lines.Add(new FactLine(fact.Name, string.Join(", ", items.Select(TextOf))));
        }

        return lines;
    }

    private static string TextOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        if (value.ValueKind == JsonValueKind.True) return "yes";
        if (value.ValueKind == JsonValueKind.False) return "no";
        if (value.ValueKind != JsonValueKind.Object) return value.GetRawText();
        return string.Join(
            ", ", value.EnumerateObject().Select(member => $"{member.Name} {TextOf(member.Value)}"));
    }
}
