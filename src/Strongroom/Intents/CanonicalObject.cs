using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// An immutable object of canonical JSON, its members in canonical order. <see cref="Of"/> builds one in
/// code:
/// it sorts, skips absent values, and treats a forbidden or duplicate name as the bug that it is.
/// </summary>
public sealed class CanonicalObject
{
    private readonly CanonicalMember[] _members;

    private CanonicalObject(CanonicalMember[] members) => _members = members;

    public static CanonicalObject Empty { get; } = new([]);

    public int Count => _members.Length;

    public ReadOnlySpan<CanonicalMember> Members => _members;

    public static CanonicalObject Of(params ReadOnlySpan<(string Name, CanonicalValue Value)> members)
    {
        List<CanonicalMember> present = new(members.Length);
        foreach ((string name, CanonicalValue value) in members)
        {
            if (!value.IsAbsent) present.Add(new CanonicalMember(name, value));
        }

        return Sorted(present);
    }

    /// <summary>A copy with one member more, or with another value for a member that is there.</summary>
    public CanonicalObject With(string name, CanonicalValue value)
    {
        List<CanonicalMember> members = [.. _members.Where(member => member.Name != name)];
        if (!value.IsAbsent) members.Add(new CanonicalMember(name, value));
        return Sorted(members);
    }

    public bool TryGet(string name, out CanonicalValue value)
    {
        // At most some twenty members: a scan beats a hash table and needs none.
        foreach (ref readonly CanonicalMember member in _members.AsSpan())
        {
            if (!string.Equals(member.Name, name, StringComparison.Ordinal)) continue;
            value = member.Value;
            return true;
        }

        value = default;
        return false;
    }

    public bool Has(string name) => TryGet(name, out _);

    public bool TryText(string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return TryGet(name, out CanonicalValue value) && value.TryText(out text);
    }

    public bool TryInteger(string name, out long integer)
    {
        integer = 0;
        return TryGet(name, out CanonicalValue value) && value.TryInteger(out integer);
    }

    public bool TryFlag(string name, out bool flag)
    {
        flag = false;
        return TryGet(name, out CanonicalValue value) && value.TryFlag(out flag);
    }

    public bool TryObject(string name, [NotNullWhen(true)] out CanonicalObject? inner)
    {
        inner = null;
        return TryGet(name, out CanonicalValue value) && value.TryObject(out inner);
    }

    public bool TryArray(string name, [NotNullWhen(true)] out CanonicalArray? array)
    {
        array = null;
        return TryGet(name, out CanonicalValue value) && value.TryArray(out array);
    }

    /// <summary>The canonical bytes.</summary>
    public byte[] ToBytes() => CanonicalJson.Write(this);

    /// <summary>The reader's way in: names checked and in order; the caller forgets the array.</summary>
    internal static CanonicalObject Owning(CanonicalMember[] members) =>
        members.Length == 0 ? Empty : new CanonicalObject(members);

    private static CanonicalObject Sorted(List<CanonicalMember> members)
    {
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        for (int i = 0; i < members.Count; i++)
        {
            Cryptography.Invariant.Holds(CanonicalText.IsName(members[i].Name));
            Cryptography.Invariant.Holds(i == 0 || members[i].Name != members[i - 1].Name);
        }

        return Owning([.. members]);
    }
}
