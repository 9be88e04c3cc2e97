using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// The byte formats of transactions.
/// Legacy: rlp([nonce, gasPrice, gasLimit, to, value, data, v, r, s]); unsigned with (chainId, 0, 0) in place
/// of (v, r, s) under EIP-155, v = 2 × chainId + 35 + parity, or 27 + parity without it. EIP-2930: 0x01 ‖
/// rlp([chainId, nonce, gasPrice, gasLimit, to, value, data, accessList, parity, r, s]). EIP-1559: 0x02 ‖
/// rlp([chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, value, data, accessList, parity, r,
/// s]). Deviation: chain numbers and gas limits above 2^64 − 1 are refused.
/// </summary>
internal static class TransactionCodec
{
    private const ulong LegacyVBase = 27;
    private const ulong Eip155VBase = 35;

    internal static byte[] Encode(EthereumTransaction transaction, TransactionSignature? signature)
    {
        RlpWriter writer = new();
        writer.BeginList();
        if (transaction.Kind != TransactionKind.Legacy) writer.WriteInteger(transaction.ChainNumber ?? 0);
        writer.WriteInteger(transaction.Nonce);
        if (transaction.Kind == TransactionKind.DynamicFee)
            writer.WriteInteger(transaction.MaxPriorityFeePerGas);
        writer.WriteInteger(transaction.MaxFeePerGas);
        writer.WriteInteger(transaction.GasLimit);
        writer.WriteAddress(transaction.To);
        writer.WriteInteger(transaction.Value);
        writer.WriteBytes(transaction.CallData.Span);
        if (transaction.Kind != TransactionKind.Legacy) WriteAccessList(writer, transaction.AccessList);
        if (signature is { } given) WriteSignature(writer, transaction, given);
        else if (transaction.Kind == TransactionKind.Legacy) WriteReplayProtection(writer, transaction);
        writer.EndList();
        return transaction.Kind == TransactionKind.Legacy
            ? writer.ToArray()
            : writer.ToArray((byte)transaction.Kind);
    }

    /// <summary>Reads the unsigned form of a typed transaction, behind its type byte.</summary>
    internal static bool TryDecodeUnsigned(
        ReadOnlySpan<byte> rlp,
        TransactionKind kind,
        [NotNullWhen(true)] out EthereumTransaction? transaction,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        transaction = null;
        RlpReader outer = new(rlp);
        RlpReader fields = outer.ReadList("transaction");
        EthereumTransaction read = ReadTypedFields(ref fields, kind);
        outer.Close(fields, "transaction");
        if (!outer.TryEnd("transaction", out refusal)) return false;
        transaction = read;
        return true;
    }

    internal static bool TryDecodeSigned(
        ReadOnlySpan<byte> rlp,
        TransactionKind kind,
        [NotNullWhen(true)] out EthereumTransaction? transaction,
        out TransactionSignature signature,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        transaction = null;
        signature = default;
        RlpReader outer = new(rlp);
        RlpReader fields = outer.ReadList("transaction");
        EthereumTransaction read;
        if (kind == TransactionKind.Legacy)
        {
            read = ReadSignedLegacy(ref fields, out signature);
        }
        else
        {
            read = ReadTypedFields(ref fields, kind);
            ulong parity = fields.ReadUInt64("v");
            if (parity > 1) fields.Refuse("v");
            signature = new TransactionSignature(
                fields.ReadInteger("r"), fields.ReadInteger("s"), parity == 1);
        }

        outer.Close(fields, "transaction");
        if (!outer.TryEnd("transaction", out refusal) || !signature.TryCheck(out refusal)) return false;
        transaction = read;
        return true;
    }

    private static EthereumTransaction ReadTypedFields(ref RlpReader fields, TransactionKind kind)
    {
        ulong chainNumber = fields.ReadUInt64("chainId");
        ulong nonce = fields.ReadUInt64("nonce");
        UInt256 priorityFee = kind == TransactionKind.DynamicFee
            ? fields.ReadInteger("maxPriorityFeePerGas")
            : UInt256.Zero;
        return new EthereumTransaction
        {
            Kind = kind,
            ChainNumber = chainNumber,
            Nonce = nonce,
            MaxPriorityFeePerGas = priorityFee,
            MaxFeePerGas = fields.ReadInteger("maxFeePerGas"),
            GasLimit = fields.ReadUInt64("gasLimit"),
            To = fields.ReadOptionalAddress("to"),
            Value = fields.ReadInteger("value"),
            CallData = fields.ReadBytes("data").ToArray(),
            AccessList = ReadAccessList(ref fields),
        };
    }

    private static EthereumTransaction ReadSignedLegacy(
        ref RlpReader fields, out TransactionSignature signature)
    {
        ulong nonce = fields.ReadUInt64("nonce");
        UInt256 gasPrice = fields.ReadInteger("gasPrice");
        ulong gasLimit = fields.ReadUInt64("gasLimit");
        EthereumAddress? to = fields.ReadOptionalAddress("to");
        UInt256 value = fields.ReadInteger("value");
        byte[] callData = fields.ReadBytes("data").ToArray();
        UInt256 v = fields.ReadInteger("v");
        UInt256 r = fields.ReadInteger("r");
        UInt256 s = fields.ReadInteger("s");
        if (!TryReadV(v, out ulong? chainNumber, out bool isOddY)) fields.Refuse("v");
        signature = new TransactionSignature(r, s, isOddY);
        return new EthereumTransaction
        {
            Kind = TransactionKind.Legacy,
            ChainNumber = chainNumber,
            Nonce = nonce,
            MaxFeePerGas = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            CallData = callData,
        };
    }

    // v = 37 is the first of chain 1: 35 and 36 would name chain 0, which does not exist.
    private static bool TryReadV(UInt256 v, out ulong? chainNumber, out bool isOddY)
    {
        chainNumber = null;
        isOddY = false;
        if (v == LegacyVBase || v == LegacyVBase + 1)
        {
            isOddY = v == LegacyVBase + 1;
            return true;
        }

        if (v < Eip155VBase + 2) return false;
        UInt256 number = UInt256.DivRem(v - Eip155VBase, 2, out UInt256 parity);
        if (!number.FitsUInt64) return false;
        chainNumber = (ulong)number;
        isOddY = !parity.IsZero;
        return true;
    }

    private static void WriteSignature(
        RlpWriter writer, EthereumTransaction transaction, TransactionSignature signature)
    {
        UInt256 parity = signature.IsOddY ? UInt256.One : UInt256.Zero;
        UInt256 v = parity;
        if (transaction.Kind == TransactionKind.Legacy)
        {
            v += transaction.ChainNumber is { } number ? ((UInt256)number * 2) + Eip155VBase : LegacyVBase;
        }

        writer.WriteInteger(v);
        writer.WriteInteger(signature.R);
        writer.WriteInteger(signature.S);
    }

    private static void WriteReplayProtection(RlpWriter writer, EthereumTransaction transaction)
    {
        if (transaction.ChainNumber is not { } number) return;
        writer.WriteInteger(number);
        writer.WriteInteger(UInt256.Zero);
        writer.WriteInteger(UInt256.Zero);
    }

    private static void WriteAccessList(RlpWriter writer, IReadOnlyList<AccessListEntry> accessList)
    {
        Span<byte> word = stackalloc byte[Hash32.SizeBytes];
        writer.BeginList();
        foreach (AccessListEntry entry in accessList)
        {
            writer.BeginList();
            writer.WriteAddress(entry.Address);
            writer.BeginList();
            foreach (Hash32 key in entry.StorageKeys)
            {
                key.Write(word);
                writer.WriteBytes(word);
            }

            writer.EndList();
            writer.EndList();
        }

        writer.EndList();
    }

    private static List<AccessListEntry> ReadAccessList(ref RlpReader fields)
    {
        List<AccessListEntry> entries = [];
        RlpReader list = fields.ReadList("accessList");
        while (!list.IsAtEnd)
        {
            RlpReader entry = list.ReadList("accessList");
            EthereumAddress address = entry.ReadAddress("accessList.address");
            RlpReader keys = entry.ReadList("accessList.storageKeys");
            List<Hash32> slots = [];
            while (!keys.IsAtEnd)
                slots.Add(Hash32.FromBytes(keys.ReadFixed("accessList.storageKeys", Hash32.SizeBytes)));
            entry.Close(keys, "accessList.storageKeys");
            list.Close(entry, "accessList");
            entries.Add(new AccessListEntry(address, slots));
        }

        fields.Close(list, "accessList");
        return entries;
    }
}
