namespace Strongroom.Roster;

/// <summary>The refusals of founding files as values; each is written once.</summary>
internal static class FoundingRefusals
{
    internal static Refusal UnknownSchema() => new(
        FoundingRefusal.UnknownSchema, "This is not a founding file of a version known here.", "schema", Founding.Schema);

    internal static Refusal Station() => new(
        FoundingRefusal.Station,
        "The station's origin and rp id do not fit each other.",
        "station",
        "https://host or https://host:port in lower case, the rp id its host or a parent domain");

    internal static Refusal Profile() => new(
        FoundingRefusal.Profile, "There is no such profile.", "profile", "demo or production");

    internal static Refusal Witnesses() => new(
        FoundingRefusal.Witnesses,
        "There are too few witnesses, or one stands twice.",
        "witnesses",
        $"distinct keys, at least witnessesMin; production: witnessesMin at least {Founding.ProductionWitnessesMin}");

    internal static Refusal SignatureMissing() => new(
        FoundingRefusal.SignatureMissing, "A listed key did not sign.", "signatures", "every key of every person");

    internal static Refusal SignatureUnexpected() => new(
        FoundingRefusal.SignatureUnexpected,
        "A signature stands twice, or is by no listed key of that person.",
        "signatures",
        "one signature by every listed key");

    internal static Refusal SignatureInvalid() => new(
        FoundingRefusal.SignatureInvalid, "A signature does not verify.", "signatures");
}
