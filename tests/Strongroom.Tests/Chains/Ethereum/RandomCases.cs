using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>Random transactions and typed data from a seed that a failing test prints (STRONGROOM_SEED repeats it).</summary>
internal sealed class RandomCases
{
    private static readonly string[] Leaves =
        ["uint8", "uint256", "int8", "int136", "int256", "address", "bool", "bytes", "bytes1", "bytes32", "string"];

    private readonly Random _random;

    internal RandomCases()
    {
        string? chosen = Environment.GetEnvironmentVariable("STRONGROOM_SEED");
        Seed = chosen is null ? RandomNumberGenerator.GetInt32(int.MaxValue) : int.Parse(chosen, CultureInfo.InvariantCulture);
        _random = new Random(Seed);
    }

    internal int Seed { get; }

    internal int Next(int exclusiveMax) => _random.Next(exclusiveMax);

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    internal EthereumTransaction Transaction()
    {
        TransactionKind kind = (TransactionKind)Next(3);
        bool isProtected = kind != TransactionKind.Legacy || Next(4) > 0;
        UInt256 maxFee = Number(12);
        return new EthereumTransaction
        {
            Kind = kind,
            ChainNumber = isProtected ? 1 + ((ulong)_random.NextInt64() >> Next(63)) : null,
            Nonce = (ulong)_random.NextInt64() >> (11 + Next(52)),
            MaxPriorityFeePerGas = kind == TransactionKind.DynamicFee ? maxFee / ((ulong)Next(9) + 1) : 0,
            MaxFeePerGas = maxFee,
            GasLimit = (ulong)_random.NextInt64() >> Next(63),
            To = Next(10) == 0 ? null : EthereumAddress.FromBytes(Bytes(20)),
            Value = Number(32),
            CallData = Bytes(Next(3) == 0 ? 0 : Next(300)),
            AccessList = kind == TransactionKind.Legacy ? [] : AccessList(),
        };
    }

    /// <summary>domain, types (without the domain's), primaryType and message.</summary>
    internal JsonObject TypedMessage()
    {
        JsonObject types = [];
        JsonNode message = Struct(types, 0, out string primaryType);
        JsonObject domain = [];
        if (Next(4) > 0) domain["name"] = Text();
        if (Next(2) > 0) domain["version"] = Text();
        if (Next(2) > 0) domain["chainId"] = Number(6).ToString();
        if (Next(2) > 0) domain["verifyingContract"] = Hex(20);
        if (Next(4) == 0) domain["salt"] = Hex(32);
        return new() { ["domain"] = domain, ["types"] = types, ["primaryType"] = primaryType, ["message"] = message };
    }

    private JsonObject Struct(JsonObject types, int depth, out string name)
    {
        name = "T" + types.Count.ToString(CultureInfo.InvariantCulture);
        JsonArray fields = [];
        types[name] = fields;
        JsonObject value = [];
        int count = 1 + Next(5);
        for (int i = 0; i < count; i++)
        {
            string field = "f" + i.ToString(CultureInfo.InvariantCulture);
            value[field] = Value(types, depth, out string type);
            fields.Add((JsonNode)new JsonObject { ["name"] = field, ["type"] = type });
        }

        return value;
    }

    private JsonNode Value(JsonObject types, int depth, out string type)
    {
        if (depth < 3 && Next(5) == 0) return Struct(types, depth + 1, out type);
        string leaf = Leaves[Next(Leaves.Length)];
        type = leaf;
        if (Next(4) > 0) return Leaf(leaf);
        int count = Next(4);
        bool isNested = Next(3) == 0;
        type = isNested ? $"{leaf}[2][]" : count > 0 && Next(2) == 0 ? $"{leaf}[{count}]" : $"{leaf}[]";
        JsonArray items = [];
        for (int i = 0; i < count; i++)
            items.Add(isNested ? new JsonArray(Leaf(leaf), Leaf(leaf)) : Leaf(leaf));
        return items;
    }

    private JsonNode Leaf(string type)
    {
        if (type == "bool") return Next(2) == 0;
        if (type == "string") return Text();
        if (type == "address") return Hex(20);
        if (type == "bytes") return Hex(Next(70));
        int at = type.AsSpan().IndexOfAnyInRange('0', '9');
        int size = int.Parse(type.AsSpan(at), CultureInfo.InvariantCulture);
        if (type.StartsWith("bytes", StringComparison.Ordinal)) return Hex(size);
        bool isSigned = type.StartsWith("int", StringComparison.Ordinal);
        return new BigInteger(Bytes(size / 8), isUnsigned: !isSigned).ToString(CultureInfo.InvariantCulture);
    }

    private List<AccessListEntry> AccessList()
    {
        List<AccessListEntry> entries = [];
        for (int i = Next(3); i > 0; i--)
        {
            List<Hash32> keys = [];
            for (int k = Next(3); k > 0; k--) keys.Add(Hash32.FromBytes(Bytes(32)));
            entries.Add(new AccessListEntry(EthereumAddress.FromBytes(Bytes(20)), keys));
        }

        return entries;
    }

    private UInt256 Number(int bytesMax) => UInt256.FromBigEndian(Bytes(Next(bytesMax + 1)));

    private string Hex(int count) => HexText.Format(Bytes(count));

    private string Text() => string.Concat(Enumerable.Repeat("aé🚀 \"\\", Next(9))) + Next(1000);
}
