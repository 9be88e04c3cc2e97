namespace Strongroom.Audit;

/// <summary>What a witness answers; the numbers are the HTTP status codes of C2SP tlog-witness.</summary>
public enum WitnessVerdict
{
    None = 0,
    Cosign = 200,
    Malformed = 400,
    SignatureRefused = 403,
    OriginUnknown = 404,
    SizeConflict = 409,
    Inconsistent = 422,
}
