namespace Strongroom.Server.Http;

/// <summary>Refusals of this room that more than one place gives.</summary>
internal static class HttpRefusals
{
    internal static Refusal NotFound() =>
        new(HttpRefusal.NotFound, "There is nothing here.", null,
            "an id that exists and that this key may read");

    internal static Refusal Body(string accepted) =>
        new(HttpRefusal.BodyMalformed, "The body is not what this call takes.", null, accepted);

    internal static Refusal Value(string field, string accepted) =>
        new(HttpRefusal.ValueMalformed, "The value cannot be read.", field, accepted);
}
