namespace Strongroom.Server.Http;

/// <summary>The refusal codes of this room.</summary>
internal static class HttpRefusal
{
    public const string BodyMalformed = "http.body-malformed";
    public const string BodyTooLarge = "http.body-too-large";
    public const string CursorMalformed = "http.cursor-malformed";
    public const string DigestDiffers = "http.digest-differs";
    public const string IdempotencyKeyAbsent = "http.idempotency-key-absent";
    public const string IdempotencyKeyReused = "http.idempotency-key-reused";
    public const string LimitOutOfRange = "http.limit-out-of-range";
    public const string MethodUnknown = "http.method-unknown";
    public const string NotFound = "http.not-found";
    public const string NonceReused = "http.nonce-reused";
    public const string ScopeAbsent = "http.scope-absent";
    public const string SignatureAbsent = "http.signature-absent";
    public const string SignatureIncomplete = "http.signature-incomplete";
    public const string SignatureMalformed = "http.signature-malformed";
    public const string SignatureStale = "http.signature-stale";
    public const string SignatureWrong = "http.signature-wrong";
    public const string StorageUnavailable = "http.storage-unavailable";
    public const string TooManyRequests = "http.too-many-requests";
    public const string ValueMalformed = "http.value-malformed";
}
