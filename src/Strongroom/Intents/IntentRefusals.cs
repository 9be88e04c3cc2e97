namespace Strongroom.Intents;

/// <summary>The refusals of intents as values; each is written once.</summary>
internal static class IntentRefusals
{
    internal static Refusal UnknownSchema() => new(
        IntentRefusal.UnknownSchema, "This is not an intent of a version known here.", "schema", Intent.Schema);

    internal static Refusal UnknownKind() => new(
        IntentRefusal.UnknownKind, "This kind of intent does not exist.", "kind", string.Join(", ", KindTexts()));

    internal static Refusal Lifetime(int daysMax) => new(
        IntentRefusal.Lifetime,
        "The intent ends before it begins, or lives too long.",
        "expiresAt",
        $"after createdAt, by at most {daysMax} days");

    internal static Refusal AssetElsewhere(string field) => new(
        IntentRefusal.AssetElsewhere, "The asset lies on another chain.", field, "an asset of the named chain");

    internal static Refusal ChainUnsupported() => new(
        IntentRefusal.ChainUnsupported, "Chains of this family are not supported.", "chain", "an eip155 chain");

    internal static Refusal ZeroAmount() => new(
        IntentRefusal.ZeroAmount, "The intent moves nothing.", "amount", "more than 0");

    internal static Refusal CallDiffers(string field) => new(
        IntentRefusal.CallDiffers,
        "The call does not do exactly what the intent says.",
        field,
        "the recipient, the amount and 0x for the native asset; the token, 0 and transfer(to, amount) for a token");

    internal static Refusal NotNative(string field) => new(
        IntentRefusal.NotNative, "The asset is not the chain's native one.", field, "the native asset of the chain");

    internal static Refusal DuplicateAccount() => new(
        IntentRefusal.DuplicateAccount,
        "Two accounts share an id, or chain, temperature and generation.",
        "accounts",
        "each account once");

    internal static Refusal EmptyChange() => new(
        IntentRefusal.EmptyChange,
        "The change changes nothing.",
        "people",
        "at least one person or attestor listed or removed");

    internal static Refusal CommitmentMismatch() => new(
        IntentRefusal.CommitmentMismatch, "The opening does not open this commitment.", "value");

    private static IEnumerable<string> KindTexts() => IntentKinds.All.Select(kind => kind.ToText());
}
