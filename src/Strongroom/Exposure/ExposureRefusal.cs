namespace Strongroom.Exposure;

/// <summary>The refusal code of this room.</summary>
public static class ExposureRefusal
{
    public const string SecretInRequest = "exposure.secret-in-request";
}
