using Strongroom.Server.Intents;

namespace Strongroom.Server.Wallets;

/// <summary>A wallet of a client, or (without one) of the house.</summary>
internal sealed record WalletOutput(
    string Id, string? Client, string? Purpose, string State, string IntentDigest,
    IReadOnlyList<AccountOutput> Accounts)
{
    /// <summary>Only in the answer to its opening.</summary>
    public IntentOutput? Intent { get; init; }
}
