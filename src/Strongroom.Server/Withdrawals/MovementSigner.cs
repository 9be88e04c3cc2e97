using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// Builds the transaction of a movement, reads it again before it goes to the Signer, and reads what comes
/// back before it is kept: same bytes, same sender, and exactly the intent's call under its cap.
/// </summary>
internal sealed class MovementSigner
{
    private readonly MovementDesk _desk;
    private readonly ReceiptCheck _receipts;

    public MovementSigner(MovementDesk desk, ReceiptCheck receipts)
    {
        _desk = desk;
        _receipts = receipts;
    }

    /// <summary>Null while the market asks for more than the intent's cap.</summary>
    internal static EthereumTransaction? Build(MovementRow movement, ulong nonce, ulong gas, FeeMarket market)
    {
        if (!FeeProposal.TryMake(gas, market, movement.FeeMax, out FeeProposal? fees, out _)) return null;
        TransferCall call = CallOf(movement);
        EthereumTransaction transaction = new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = movement.ChainNumber,
            Nonce = nonce,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            MaxFeePerGas = fees.MaxFeePerGas,
            GasLimit = gas,
            To = call.To,
            Value = call.Value,
            CallData = call.EncodeCallData(),
        };
        AssertIsMovement(movement, transaction);
        return transaction;
    }

    /// <summary>
    /// The signed transaction, checked; or the Signer's answer why not. A signature whose receipt proves
    /// nothing is not kept: the movement says so, and the job fails until the receipt is right.
    /// </summary>
    internal async Task<(SignedTransaction? Signed, SignerAnswer Answer)> SignAsync(
        MovementRow movement, EthereumTransaction transaction, CancellationToken stop)
    {
        AssertIsMovement(movement, transaction);
        byte[] unsigned = transaction.EncodeUnsigned();
        SignerAnswer answer = await _desk.Signer.SignAsync(movement.Digest, HexText.Format(unsigned), stop);
        if (answer.Refusal is not null) return (null, answer);
        if (_receipts.Check(answer, movement.Digest, unsigned) is { } unproved)
        {
            await _desk.NoteAsync(movement, unproved, stop);
            throw new StorageException(unproved.Message);
        }

        if (answer.Text("signed") is null && answer.Text("cold") is { } cold)
            return (null, answer with { Refusal = WaitsForCold(cold) });
        bool isHex = HexText.TryParse(answer.Text("signed"), out byte[]? raw);
        Invariant.Holds(isHex);
        bool isSigned = SignedTransaction.TryDecode(raw, out SignedTransaction? signed, out _);
        Invariant.Holds(isSigned);
        Invariant.Holds(signed!.Transaction.EncodeUnsigned().AsSpan().SequenceEqual(unsigned));
        Invariant.Holds(signed.Sender == movement.From);
        return (signed, answer);
    }

    // Bound to its nonce in the home journal; the same call has the signature once it was carried back.
    private static Refusal WaitsForCold(string origin) => new(
        WithdrawalsRefusal.WaitsForCold,
        $"The key of the account is with the cold Signer {origin}.",
        null,
        "strongroom cold request, a trip, strongroom cold import");

    internal static TransferCall CallOf(MovementRow movement)
    {
        bool isCall = TransferCall.TryCreate(
            movement.Asset, movement.To, movement.Amount, out TransferCall? call, out _);
        Invariant.Holds(isCall);
        return call!;
    }

    // Read from the bytes, as the Signer does: what was meant is not what counts.
    private static void AssertIsMovement(MovementRow movement, EthereumTransaction transaction)
    {
        bool isRead = UnsignedTransaction.TryDecode(
            transaction.EncodeUnsigned(), out EthereumTransaction? read, out _);
        Invariant.Holds(isRead);
        bool isTransfer = TransferCall.TryRead(read!, out TransferCall? call, out _);
        Invariant.Holds(isTransfer);
        Invariant.Holds(call == CallOf(movement));
        Invariant.Holds(read!.TryFeeMax(out Amount fee) && fee <= movement.FeeMax);
    }
}
