using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The texts of <see cref="IntentKind"/>.</summary>
public static class IntentKinds
{
    private static readonly string[] Texts =
    [
        "withdrawal", "internal-move", "gas-top-up", "chain-registration", "asset-registration",
        "client-registration", "wallet-opening", "house-wallet-opening", "allowlist-entry", "allowlist-removal",
        "policy-change", "roster-change", "unfreeze", "ceremony", "key-registration", "key-state-change",
        "cold-signer-registration",
    ];

    public static IReadOnlyList<IntentKind> All { get; } = Enum.GetValues<IntentKind>();

    public static string ToText(this IntentKind kind) => Texts[(int)kind];

    public static bool IsMovement(this IntentKind kind) => kind <= IntentKind.GasTopUp;

    public static bool TryParse(string text, out IntentKind kind, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        kind = (IntentKind)Math.Max(0, index);
        refusal = index < 0 ? IntentRefusals.UnknownKind() : null;
        return index >= 0;
    }
}
