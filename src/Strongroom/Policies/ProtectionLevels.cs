using Strongroom.Cryptography;

namespace Strongroom.Policies;

/// <summary>The spelling of protection levels in every format.</summary>
public static class ProtectionLevels
{
    public static string ToText(this ProtectionLevel level) => level switch
    {
        ProtectionLevel.Software => "software",
        _ => throw new InvariantException("a protection level without a name"),
    };

    public static bool TryParse(string text, out ProtectionLevel level)
    {
        level = ProtectionLevel.Software;
        return text == "software";
    }
}
