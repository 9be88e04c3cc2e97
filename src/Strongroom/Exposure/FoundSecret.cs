using System.Runtime.InteropServices;

namespace Strongroom.Exposure;

/// <summary>
/// A secret that was found, by its kind and the field it stood in: a name that the API itself knows, or the
/// part of the request. Never any of the text.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FoundSecret(SecretKind Kind, string Field)
{
    public Refusal ToRefusal() => new(
        ExposureRefusal.SecretInRequest,
        $"The request holds a secret ({Kind.ToText()}), which was neither stored nor logged. "
        + "Treat it as known to others, and replace it.",
        Field,
        "no private keys, phrases, shares, keystores or credentials, in any field");
}
