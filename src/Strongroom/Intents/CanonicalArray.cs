namespace Strongroom.Intents;

/// <summary>An immutable array of canonical JSON values.</summary>
public sealed class CanonicalArray
{
    private readonly CanonicalValue[] _items;

    private CanonicalArray(CanonicalValue[] items) => _items = items;

    public static CanonicalArray Empty { get; } = new([]);

    public int Count => _items.Length;

    public ReadOnlySpan<CanonicalValue> Items => _items;

    public CanonicalValue this[int index] => _items[index];

    public static CanonicalArray Of(params ReadOnlySpan<CanonicalValue> items) => Owning(items.ToArray());

    public static CanonicalArray OfTexts(IEnumerable<string> texts) =>
        Owning([.. texts.Select(CanonicalValue.FromString)]);

    public static CanonicalArray OfObjects(IEnumerable<CanonicalObject> objects) =>
        Owning([.. objects.Select(CanonicalValue.FromCanonicalObject)]);

    /// <summary>Takes the array without a copy: the caller forgets it. An absent item is a bug.</summary>
    internal static CanonicalArray Owning(CanonicalValue[] items)
    {
        foreach (CanonicalValue item in items) Cryptography.Invariant.Holds(!item.IsAbsent);
        return items.Length == 0 ? Empty : new CanonicalArray(items);
    }
}
