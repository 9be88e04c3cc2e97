using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// An ECDSA signature over secp256k1 as transactions carry it: r, s and the parity of the nonce point's y.
/// Valid values are 0 &lt; r &lt; n and 0 &lt; s ≤ n/2 (EIP-2).
/// </summary>
public readonly record struct TransactionSignature(UInt256 R, UInt256 S, bool IsOddY)
{
    /// <summary>r ‖ s.</summary>
    public const int CompactSizeBytes = 64;

    // SEC 2, 2.4.1: the order n of secp256k1.
    private static readonly UInt256 Order = UInt256.FromBigEndian(Convert.FromHexString(
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"));

    private static readonly UInt256 HalfOrder = Order / 2;

    /// <summary>
    /// From r ‖ s and the recovery id, 0 or 1 (2 and 3 stand for an r that no transaction can carry). The
    /// values are checked where a transaction is put together.
    /// </summary>
    public static TransactionSignature FromCompact(ReadOnlySpan<byte> compact, int recoveryId)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(compact.Length, CompactSizeBytes, nameof(compact));
        ArgumentOutOfRangeException.ThrowIfNegative(recoveryId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recoveryId, 1);
        return new TransactionSignature(
            UInt256.FromBigEndian(compact[..32]), UInt256.FromBigEndian(compact[32..]), recoveryId == 1);
    }

    /// <summary>Writes r ‖ s; the recovery id is <see cref="IsOddY"/>.</summary>
    public void WriteCompact(Span<byte> destination)
    {
        R.WriteBigEndian(destination);
        S.WriteBigEndian(destination[32..]);
    }

    internal bool TryCheck([NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = null;
        if (R.IsZero || R >= Order) refusal = ChainRefusals.Signature("r");
        else if (S.IsZero || S >= Order) refusal = ChainRefusals.Signature("s");
        else if (S > HalfOrder)
        {
            refusal = new Refusal(
                ChainRefusal.SignatureHighS,
                "The signature has the larger of its two values of s; nodes refuse it since EIP-2.",
                "s",
                "s at most n / 2");
        }

        return refusal is null;
    }
}
