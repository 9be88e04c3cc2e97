using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Intents;

/// <summary>The spelling of protection levels in every format.</summary>
public static class ProtectionLevels
{
    public const string Accepted = "software, hsm-wrapped, hsm-derived or hsm-native";

    public static string ToText(this ProtectionLevel level) => level switch
    {
        ProtectionLevel.Software => "software",
        ProtectionLevel.HsmWrapped => "hsm-wrapped",
        ProtectionLevel.HsmDerived => "hsm-derived",
        ProtectionLevel.HsmNative => "hsm-native",
        _ => throw new InvariantException("a protection level without a name"),
    };

    public static bool TryParse(string text, out ProtectionLevel level)
    {
        level = text switch
        {
            "hsm-wrapped" => ProtectionLevel.HsmWrapped,
            "hsm-derived" => ProtectionLevel.HsmDerived,
            "hsm-native" => ProtectionLevel.HsmNative,
            _ => ProtectionLevel.Software,
        };
        return text is "software" or "hsm-wrapped" or "hsm-derived" or "hsm-native";
    }

    internal static bool TryParse(
        string text, out ProtectionLevel level, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isKnown = TryParse(text, out level);
        refusal = isKnown ? null : JsonRefusals.MalformedValue(null, Accepted);
        return isKnown;
    }
}
