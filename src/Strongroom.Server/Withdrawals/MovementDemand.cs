using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;

namespace Strongroom.Server.Withdrawals;

/// <summary>What a caller asks to be moved, parsed; fee cap and expiry where they are named.</summary>
internal sealed record MovementDemand(TransferCall Call, Amount? FeeMax, Timestamp? ExpiresAt)
{
    /// <summary>The texts of a call's body.</summary>
    internal sealed record Texts(string Asset, string Amount, string To, string? FeeMax, string? ExpiresAt);

    internal static bool TryParse(
        Texts texts, DateTimeOffset now,
        [NotNullWhen(true)] out MovementDemand? demand, [NotNullWhen(false)] out Refusal? refusal)
    {
        demand = null;
        Amount feeMax = default;
        Timestamp expiresAt = default;
        if (!AssetId.TryParse(texts.Asset, out AssetId? asset, out refusal)) return false;
        if (!Amount.TryParse(texts.Amount, out Amount amount, out refusal)) return false;
        if (!EthereumAddress.TryParse(texts.To, out EthereumAddress to, out refusal)) return false;
        if (texts.FeeMax is not null && !Amount.TryParse(texts.FeeMax, out feeMax, out refusal))
            return false;
        if (texts.FeeMax is not null && feeMax.IsZero)
        {
            refusal = HttpRefusals.Value("feeMax", "at least 1");
            return false;
        }

        if (texts.ExpiresAt is not null && !Timestamp.TryParse(texts.ExpiresAt, out expiresAt, out refusal))
            return false;
        refusal = texts.ExpiresAt is null ? null : CheckLife(expiresAt.ToDateTimeOffset(), now);
        if (refusal is not null) return false;
        if (!TransferCall.TryCreate(asset, to, amount, out TransferCall? call, out refusal)) return false;
        demand = new MovementDemand(
            call, texts.FeeMax is null ? null : feeMax, texts.ExpiresAt is null ? null : expiresAt);
        return true;
    }

    /// <summary>The head of its intent.</summary>
    internal IntentHead Head(Digest genesis, DateTimeOffset now)
    {
        IntentHead head = NewIntent.Head(genesis, now, isMovement: true);
        return ExpiresAt is { } expiresAt ? head with { ExpiresAt = expiresAt } : head;
    }

    private static Refusal? CheckLife(DateTimeOffset expiresAt, DateTimeOffset now)
    {
        bool isInTime = expiresAt > now && expiresAt <= now.AddDays(Intent.MovementDaysMax).AddSeconds(-1);
        return isInTime
            ? null
            : new Refusal(
                WithdrawalsRefusal.Lifetime, "The movement would not live as long as it may.", "expiresAt",
                $"later than now, and at most {Intent.MovementDaysMax} days");
    }
}
