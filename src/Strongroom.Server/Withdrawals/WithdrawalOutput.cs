using Strongroom.Intents;
using Strongroom.Server.Intents;

namespace Strongroom.Server.Withdrawals;

/// <summary>A withdrawal, internal move or gas top-up as the API shows it; in base units.</summary>
internal sealed record WithdrawalOutput(
    string Id, string Kind, string Client, string Account, string Asset, string Amount, string To,
    string FeeMax,
    string State, string IntentDigest, string CreatedAt)
{
    public string? ReasonCode { get; init; }

    public string? ReasonText { get; init; }

    public long? Nonce { get; init; }

    public string? TxHash { get; init; }

    /// <summary>What the chain took, once the transaction is deep enough.</summary>
    public string? Fee { get; init; }

    /// <summary>The id of the gas top-up that must be confirmed before this is signed.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The earlier movement whose nonce this one takes.</summary>
    public string? Replaces { get; init; }

    /// <summary>Only in the answer to the request.</summary>
    public IntentOutput? Intent { get; init; }

    /// <summary>The same of the top-up, which needs approvals of its own.</summary>
    public IntentOutput? TopUpIntent { get; init; }

    internal static WithdrawalOutput Of(MovementRow row) => new(
        row.Id.ToString("D"), row.Kind.ToText(),
        row.Client.ToString("D"), row.Account.ToString("D"), row.Asset.ToString(), row.Amount.ToString(),
        row.To.ToString(), row.FeeMax.ToString(), row.State.ToString(), row.Digest.ToString(),
        Timestamp.From(row.CreatedAt).ToString())
    {
        ReasonCode = row.ReasonCode,
        ReasonText = row.ReasonText,
        Nonce = (long?)row.Nonce,
        TxHash = row.TxHash is { } hash ? "0x" + Convert.ToHexStringLower(hash) : null,
        Fee = row.Fee?.ToString(),
        WaitsFor = row.WaitsFor?.ToString("D"),
        Replaces = row.Replaces?.ToString("D"),
    };
}
