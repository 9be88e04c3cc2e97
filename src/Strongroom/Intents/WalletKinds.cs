using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Intents;

/// <summary>The texts of the kinds of clients' wallets; a house wallet has an intent of its own.</summary>
public static class WalletKinds
{
    public const string Accepted = "custody, mandate or client-key";

    public static string ToText(this WalletKind kind) => kind switch
    {
        WalletKind.Custody => "custody",
        WalletKind.Mandate => "mandate",
        WalletKind.ClientKey => "client-key",
        _ => throw new InvariantException("a wallet kind without a name"),
    };

    public static bool TryParse(string text, out WalletKind kind, [NotNullWhen(false)] out Refusal? refusal)
    {
        kind = text switch
        {
            "mandate" => WalletKind.Mandate,
            "client-key" => WalletKind.ClientKey,
            _ => WalletKind.Custody,
        };
        refusal = text is "custody" or "mandate" or "client-key"
            ? null
            : JsonRefusals.MalformedValue(null, Accepted);
        return refusal is null;
    }
}
