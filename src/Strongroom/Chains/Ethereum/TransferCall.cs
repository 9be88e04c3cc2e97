using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// One movement of one asset to one recipient, and the only (to, value, calldata) that performs it. The
/// Server builds a transaction from it; a Signer reads it back out of the unsigned bytes and compares it with
/// the intent.
/// </summary>
public sealed record TransferCall
{
    private TransferCall(AssetId asset, EthereumAddress recipient, Amount amount)
    {
        Asset = asset;
        Recipient = recipient;
        Amount = amount;
    }

    public AssetId Asset { get; }

    public EthereumAddress Recipient { get; }

    public Amount Amount { get; }

    /// <summary>The account that the transaction calls: the recipient, or the token.</summary>
    public EthereumAddress To => Asset.TryGetErc20(out EthereumAddress token) ? token : Recipient;

    /// <summary>Wei that travel with the call: none for a token.</summary>
    public UInt256 Value => Asset.IsNative ? Amount.BaseUnits : UInt256.Zero;

    public byte[] EncodeCallData() => Asset.IsNative ? [] : Erc20Call.EncodeTransfer(Recipient, Amount);

    /// <summary>
    /// Refused: assets of other chains, nothing, the zero address, a token sent to its own contract.
    /// </summary>
    public static bool TryCreate(
        AssetId asset,
        EthereumAddress recipient,
        Amount amount,
        [NotNullWhen(true)] out TransferCall? call,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        call = null;
        refusal = null;
        if (!asset.Chain.IsEip155)
        {
            refusal = new Refusal(
                ChainRefusal.TransferAssetUnknown, "The asset is not on an EVM chain.", "asset",
                "an eip155 asset");
        }
        else if (amount.IsZero)
        {
            refusal = new Refusal(
                ChainRefusal.TransferAmountZero, "The transfer moves nothing.", "amount",
                "at least one base unit");
        }
        else if (recipient.IsZero)
        {
            refusal = ChainRefusals.ZeroAddress("to");
        }
        else if (asset.TryGetErc20(out EthereumAddress token) && token == recipient)
        {
            refusal = new Refusal(
                ChainRefusal.TransferToContract,
                "The recipient is the token's own contract: what is sent there is lost.",
                "to",
                "an account other than the token");
        }

        if (refusal is not null) return false;
        call = new TransferCall(asset, recipient, amount);
        return true;
    }

    /// <summary>
    /// What this transaction moves: native value without calldata, or exactly one ERC-20 transfer without
    /// value. Whatever else it might do cannot be read, and is refused.
    /// </summary>
    public static bool TryRead(
        EthereumTransaction transaction,
        [NotNullWhen(true)] out TransferCall? call,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        call = null;
        if (transaction.ChainNumber is null or 0 || transaction.To is not { } to)
        {
            refusal = new Refusal(
                ChainRefusal.TransferUnreadable,
                "The transaction names no chain or calls no account.",
                "to",
                "a call on a named chain");
            return false;
        }

        ulong chainNumber = transaction.ChainNumber.Value;
        if (transaction.CallData.IsEmpty)
            return TryCreate(
                AssetId.Ether(chainNumber), to, new Amount(transaction.Value), out call, out refusal);
        ReadOnlySpan<byte> callData = transaction.CallData.Span;
        if (!Erc20Call.TryDecodeTransfer(
            callData, out EthereumAddress recipient, out Amount amount, out refusal))
            return false;
        if (!transaction.Value.IsZero)
        {
            refusal = new Refusal(
                ChainRefusal.TransferCarriesValue, "A token transfer also carries native value.", "value",
                "0");
            return false;
        }

        return TryCreate(AssetId.Erc20(chainNumber, to), recipient, amount, out call, out refusal);
    }
}
