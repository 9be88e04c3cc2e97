using Strongroom.Cryptography;

namespace Strongroom.Policies;

/// <summary>The spelling of protection levels in every format.</summary>
public static class ProtectionLevels
{
    public const string Accepted = "software, hsm-wrapped or hsm-native";

    public static string ToText(this ProtectionLevel level) => level switch
    {
        ProtectionLevel.Software => "software",
        ProtectionLevel.HsmWrapped => "hsm-wrapped",
        ProtectionLevel.HsmNative => "hsm-native",
        _ => throw new InvariantException("a protection level without a name"),
    };

    public static bool TryParse(string text, out ProtectionLevel level)
    {
        level = text switch
        {
            "hsm-wrapped" => ProtectionLevel.HsmWrapped,
            "hsm-native" => ProtectionLevel.HsmNative,
            _ => ProtectionLevel.Software,
        };
        return text is "software" or "hsm-wrapped" or "hsm-native";
    }
}
