namespace Strongroom.Registry;

/// <summary>Refusals of this room that more than one decision gives; each is written once.</summary>
internal static class RegistryRefusals
{
    internal static Refusal OtherInstitution(string field) => new(
        RegistryRefusal.OtherInstitution,
        "This was made for another institution.",
        field,
        "the Signer's own genesis");

    internal static Refusal Expired() => new(
        RegistryRefusal.Expired, "The intent has expired.", "expiresAt", "a new intent");

    internal static Refusal Closed() => new(
        RegistryRefusal.Closed, "The intent is closed: rejected, vetoed or replaced.", null, "a new intent");

    internal static Refusal Frozen() => new(
        RegistryRefusal.Frozen, "Signing is frozen.", null, "an unfreeze intent first");

    internal static Refusal UnknownIntent() => new(
        RegistryRefusal.UnknownIntent,
        "No such intent is registered.",
        "intent",
        "the digest of a registered intent");

    internal static Refusal RuleDiffers() => new(
        RegistryRefusal.RuleDiffers,
        "Another rule decides than the one that the leaf names.",
        "rule",
        "the first rule that matches");

    internal static Refusal TooSoon() => new(
        RegistryRefusal.TooSoon,
        "The delay of the intent's rule still runs.",
        null,
        "a time not before notBefore");
}
