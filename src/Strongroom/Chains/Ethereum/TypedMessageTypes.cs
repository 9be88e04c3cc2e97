using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// The struct types of EIP-712 typed data, every member type resolved ("Definition of encodeType").
/// </summary>
internal sealed class TypedMessageTypes
{
    internal const string DomainType = "EIP712Domain";

    internal const int StructCountMax = 64;
    internal const int FieldCountMax = 64;
    internal const int NameLengthMax = 128;

    private readonly Dictionary<string, IReadOnlyList<TypedMessageField>> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hash32> _hashes = new(StringComparer.Ordinal);

    internal bool Contains(string name) => _structs.ContainsKey(name);

    internal IReadOnlyList<TypedMessageField> FieldsOf(string name) => _structs[name];

    internal void Add(string name, IReadOnlyList<TypedMessageField> fields) => _structs.Add(name, fields);

    internal static bool TryParse(
        JsonElement json, [NotNullWhen(true)] out TypedMessageTypes? types,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        types = null;
        TypedMessageTypes read = new();
        refusal = ChainRefusals.TypedMessage(
            "The types are not a list of struct types with named members.", "types");
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() > StructCountMax) return false;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!IsName(property.Name) || AbiType.TryParse(property.Name, out _, out _)) return false;
            if (!TryReadFields(property.Value, out List<TypedMessageField>? fields)) return false;
            read.Add(property.Name, fields);
        }

        foreach (IReadOnlyList<TypedMessageField> fields in read._structs.Values)
        {
            foreach (TypedMessageField field in fields)
            {
                if (!read.IsKnown(field.Type)) return false;
            }
        }

        types = read;
        refusal = null;
        return true;
    }

    /// <summary>
    /// keccak(encodeType): the name and members of the struct, then those it refers to, sorted by name.
    /// </summary>
    internal Hash32 HashOf(string name)
    {
        if (_hashes.TryGetValue(name, out Hash32 known)) return known;
        SortedSet<string> others = new(StringComparer.Ordinal);
        Collect(name, others);
        others.Remove(name);
        StringBuilder text = new();
        Describe(name, text);
        foreach (string other in others) Describe(other, text);
        Hash32 hash = Hash32.Keccak(Encoding.UTF8.GetBytes(text.ToString()));
        _hashes.Add(name, hash);
        return hash;
    }

    private static bool TryReadFields(JsonElement json, [NotNullWhen(true)] out List<TypedMessageField>? fields)
    {
        fields = null;
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > FieldCountMax) return false;
        List<TypedMessageField> read = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || item.GetPropertyCount() != 2) return false;
            if (!item.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
                return false;
            if (!item.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
                return false;
            TypedMessageField field = new(name.GetString()!, type.GetString()!);
            if (!IsName(field.Name) || !names.Add(field.Name)) return false;
            read.Add(field);
        }

        fields = read;
        return true;
    }

    // A struct, or an elementary type; tuples and the aliases uint and int have no place in EIP-712.
    private bool IsKnown(string type)
    {
        TypedMessageField field = new("", type);
        string suffix = type[field.BaseType.Length..];
        if (!AbiType.TryParse("bool" + suffix, out _, out _)) return false;
        if (Contains(field.BaseType)) return true;
        return field.BaseType is not ("uint" or "int")
            && !field.BaseType.StartsWith('(')
            && AbiType.TryParse(field.BaseType, out _, out _);
    }

    private void Collect(string name, SortedSet<string> found)
    {
        if (!Contains(name) || !found.Add(name)) return;
        foreach (TypedMessageField field in _structs[name]) Collect(field.BaseType, found);
    }

    private void Describe(string name, StringBuilder text)
    {
        text.Append(name).Append('(');
        IReadOnlyList<TypedMessageField> fields = _structs[name];
        for (int i = 0; i < fields.Count; i++)
            text.Append(i == 0 ? "" : ",").Append(fields[i].Type).Append(' ').Append(fields[i].Name);
        text.Append(')');
    }

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > NameLengthMax || char.IsAsciiDigit(text[0])) return false;
        foreach (char letter in text)
        {
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$')) return false;
        }

        return true;
    }
}
