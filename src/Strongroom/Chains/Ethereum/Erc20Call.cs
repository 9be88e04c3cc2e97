using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// The calls of EIP-20 that custody makes, as calldata: a 4-byte selector and 32-byte words. Decoding is
/// strict: the exact length, and zeros in the 12 bytes before an address. Everything else (approve, permits,
/// …) is not read.
/// </summary>
public static class Erc20Call
{
    public const int TransferSizeBytes = 4 + (2 * WordBytes);
    public const int TransferFromSizeBytes = 4 + (3 * WordBytes);

    // The first four bytes of the Keccak-256 of each signature.
    private const uint TransferSelector = 0xa9059cbb;      // transfer(address,uint256)
    private const uint TransferFromSelector = 0x23b872dd;  // transferFrom(address,address,uint256)
    private const uint BalanceOfSelector = 0x70a08231;     // balanceOf(address)
    private const uint DecimalsSelector = 0x313ce567;      // decimals()

    private const int WordBytes = UInt256.SizeBytes;
    private const int AddressPadding = WordBytes - EthereumAddress.SizeBytes;

    public static byte[] EncodeTransfer(EthereumAddress recipient, Amount amount)
    {
        byte[] callData = Begin(TransferSelector, 2);
        recipient.Write(callData.AsSpan(4 + AddressPadding));
        amount.BaseUnits.WriteBigEndian(callData.AsSpan(4 + WordBytes));
        return callData;
    }

    public static byte[] EncodeTransferFrom(EthereumAddress owner, EthereumAddress recipient, Amount amount)
    {
        byte[] callData = Begin(TransferFromSelector, 3);
        owner.Write(callData.AsSpan(4 + AddressPadding));
        recipient.Write(callData.AsSpan(4 + WordBytes + AddressPadding));
        amount.BaseUnits.WriteBigEndian(callData.AsSpan(4 + (2 * WordBytes)));
        return callData;
    }

    public static byte[] EncodeBalanceOf(EthereumAddress owner)
    {
        byte[] callData = Begin(BalanceOfSelector, 1);
        owner.Write(callData.AsSpan(4 + AddressPadding));
        return callData;
    }

    public static byte[] EncodeDecimals() => Begin(DecimalsSelector, 0);

    /// <summary>Reads <c>transfer(recipient, amount)</c>: exactly 68 bytes with clean high bytes.</summary>
    public static bool TryDecodeTransfer(
        ReadOnlySpan<byte> callData,
        out EthereumAddress recipient,
        out Amount amount,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        amount = default;
        recipient = default;
        refusal = Unreadable("transfer(address,uint256): 68 bytes, clean high bytes");
        if (callData.Length != TransferSizeBytes || !Starts(callData, TransferSelector)) return false;
        if (!TryReadAddress(callData[4..], out recipient)) return false;
        amount = new Amount(UInt256.FromBigEndian(callData[(4 + WordBytes)..]));
        refusal = null;
        return true;
    }

    /// <summary>
    /// Reads <c>transferFrom(owner, recipient, amount)</c>: exactly 100 bytes with clean high bytes.
    /// </summary>
    public static bool TryDecodeTransferFrom(
        ReadOnlySpan<byte> callData,
        out EthereumAddress owner,
        out EthereumAddress recipient,
        out Amount amount,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        amount = default;
        owner = default;
        recipient = default;
        refusal = Unreadable("transferFrom(address,address,uint256): 100 bytes, clean high bytes");
        if (callData.Length != TransferFromSizeBytes || !Starts(callData, TransferFromSelector)) return false;
        if (!TryReadAddress(callData[4..], out owner)) return false;
        if (!TryReadAddress(callData[(4 + WordBytes)..], out recipient)) return false;
        amount = new Amount(UInt256.FromBigEndian(callData[(4 + (2 * WordBytes))..]));
        refusal = null;
        return true;
    }

    /// <summary>The answer of <c>balanceOf</c>: exactly one word.</summary>
    public static bool TryReadBalance(ReadOnlySpan<byte> answer, out Amount balance)
    {
        bool isWord = answer.Length == WordBytes;
        balance = isWord ? new Amount(UInt256.FromBigEndian(answer)) : default;
        return isWord;
    }

    /// <summary>The answer of <c>decimals</c>: exactly one word below 256.</summary>
    public static bool TryReadDecimals(ReadOnlySpan<byte> answer, out byte decimals)
    {
        bool isByte = answer.Length == WordBytes && UInt256.FromBigEndian(answer) <= byte.MaxValue;
        decimals = isByte ? answer[^1] : (byte)0;
        return isByte;
    }

    internal static bool TryReadAddress(ReadOnlySpan<byte> word, out EthereumAddress address)
    {
        bool isClean = !word[..AddressPadding].ContainsAnyExcept((byte)0);
        address = isClean ? EthereumAddress.FromBytes(word[AddressPadding..WordBytes]) : default;
        return isClean;
    }

    private static byte[] Begin(uint selector, int words)
    {
        byte[] callData = new byte[4 + (words * WordBytes)];
        BinaryPrimitives.WriteUInt32BigEndian(callData, selector);
        return callData;
    }

    private static bool Starts(ReadOnlySpan<byte> callData, uint selector) =>
        BinaryPrimitives.ReadUInt32BigEndian(callData) == selector;

    private static Refusal Unreadable(string accepted) =>
        new(ChainRefusal.TransferUnreadable, "The calldata is not the token transfer expected.", "data",
            accepted);
}
