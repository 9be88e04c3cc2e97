namespace Strongroom.Intents;

/// <summary>The refusals of statements as values; each is written once.</summary>
internal static class StatementRefusals
{
    internal static Refusal UnknownVerdict(string accepted) => new(
        StatementRefusal.UnknownVerdict, "There is no such verdict.", "verdict", accepted);

    internal static Refusal IntentCount() => new(
        StatementRefusal.IntentCount,
        "This verdict does not take so many intents.",
        "intents",
        $"request: 1; freeze: 0; the others: 1 to {Verdicts.IntentsMax}");

    internal static Refusal DuplicateIntent() => new(
        StatementRefusal.DuplicateIntent, "An intent is listed twice.", "intents", "each digest once");

    internal static Refusal UnknownSignatureType() => new(
        StatementRefusal.UnknownSignatureType,
        "There is no such type of signature.",
        "signature.type",
        "ed25519, p256 or webauthn");

    internal static Refusal TooEarly() => new(
        StatementRefusal.TooEarly, "The statement was signed before its intent existed.", "signedAt");

    internal static Refusal TooLate() => new(
        StatementRefusal.TooLate, "The statement comes from the future.", "signedAt");

    internal static Refusal OtherGenesis() => new(
        StatementRefusal.OtherGenesis, "The statement belongs to another institution.", "genesis");

    internal static Refusal UnknownKey() => new(
        StatementRefusal.UnknownKey, "The roster holds no such key.", "key");

    internal static Refusal OtherPerson() => new(
        StatementRefusal.OtherPerson, "The key belongs to somebody else.", "person");

    internal static Refusal OtherSignatureType() => new(
        StatementRefusal.OtherSignatureType,
        "The signature is not of the key's type.",
        "signature.type",
        "the algorithm of the key");

    internal static Refusal BadSignature() => new(
        StatementRefusal.BadSignature, "The signature does not verify under this key.", "signature");
}
