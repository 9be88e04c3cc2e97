using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Chains.Ethereum;

/// <summary>Any RLP value, a string of bytes or a list, where the shape is not known beforehand.</summary>
public sealed class RlpItem
{
    /// <summary>The largest encoding that is read, and the deepest list.</summary>
    public const int EncodedBytesMax = 1 << 20;
    public const int DepthMax = 64;

    private readonly byte[]? _bytes;
    private readonly IReadOnlyList<RlpItem>? _items;

    private RlpItem(byte[]? bytes, IReadOnlyList<RlpItem>? items)
    {
        _bytes = bytes;
        _items = items;
    }

    public static RlpItem OfBytes(ReadOnlySpan<byte> bytes) => new(bytes.ToArray(), null);

    public static RlpItem OfList(IReadOnlyList<RlpItem> items) => new(null, items);

    public T Match<T>(Func<byte[], T> bytes, Func<IReadOnlyList<RlpItem>, T> list) =>
        _bytes is not null ? bytes(_bytes) : list(_items!);

    /// <summary>Reads exactly one canonical item that fills <paramref name="encoded"/>.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out RlpItem? item,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        item = null;
        if (encoded.Length > EncodedBytesMax)
        {
            refusal = new Refusal(
                ChainRefusal.RlpTooLarge, "The RLP is too large.", null, $"at most {EncodedBytesMax} bytes");
            return false;
        }

        RlpReader reader = new(encoded);
        if (!TryRead(ref reader, 0, out RlpItem? read, out refusal)) return false;
        if (!reader.TryEnd("rlp", out refusal)) return false;
        item = read;
        return true;
    }

    public byte[] Encode()
    {
        RlpWriter writer = new();
        Write(writer);
        return writer.ToArray();
    }

    private static bool TryRead(
        ref RlpReader reader,
        int depth,
        [NotNullWhen(true)] out RlpItem? item,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        item = null;
        if (!reader.IsNextList)
        {
            item = OfBytes(reader.ReadBytes("rlp"));
            refusal = reader.Refusal;
            return refusal is null;
        }

        refusal = new Refusal(
            ChainRefusal.RlpTooDeep, "Lists are nested too deep.", null, $"{DepthMax} levels");
        if (depth == DepthMax) return false;
        RlpReader list = reader.ReadList("rlp");
        List<RlpItem> items = [];
        while (!list.IsAtEnd)
        {
            if (!TryRead(ref list, depth + 1, out RlpItem? child, out refusal)) return false;
            items.Add(child);
        }

        item = OfList(items);
        refusal = list.Refusal;
        return refusal is null;
    }

    private void Write(RlpWriter writer)
    {
        if (_bytes is not null)
        {
            writer.WriteBytes(_bytes);
            return;
        }

        writer.BeginList();
        foreach (RlpItem item in _items!) item.Write(writer);
        writer.EndList();
    }
}
