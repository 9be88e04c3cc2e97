using System.Globalization;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Intents;

/// <summary>
/// Takes the members of one object as typed values. The first thing that is wrong is kept as the refusal and
/// everything after it yields harmless defaults, so a format is read top-down and asked once, by <see
/// cref="TryEnd"/>,
/// which also refuses members that nobody took. Take each name once.
/// </summary>
public ref struct MemberReader
{
    private readonly CanonicalObject _object;
    private readonly string _path;
    private int _taken;
    private Refusal? _refusal;

    /// <param name="value">The object to read.</param>
    /// <param name="path">Where it lies in what was sent (<c>call</c>), empty for the outermost.</param>
    public MemberReader(CanonicalObject value, string path = "")
    {
        _object = value;
        _path = path;
    }

    public readonly bool Has(string name) => _object.Has(name);

    /// <summary>The path of a member, for refusals and for readers of nested objects.</summary>
    public readonly string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public string Text(string name)
    {
        if (TryTake(name, out CanonicalValue value) && value.TryText(out string? text)) return text;
        Keep(JsonRefusals.WrongType(PathOf(name), "a string"));
        return "";
    }

    /// <summary>A text of 1 to <paramref name="charactersMax"/> UTF-16 units.</summary>
    public string Text(string name, int charactersMax)
    {
        string text = Text(name);
        if (text.Length is not 0 && text.Length <= charactersMax) return text;
        Keep(JsonRefusals.MalformedValue(PathOf(name), $"1 to {charactersMax} characters"));
        return text;
    }

    public long Integer(string name, long min, long max)
    {
        if (!TryTake(name, out CanonicalValue value) || !value.TryInteger(out long integer))
        {
            Keep(JsonRefusals.WrongType(PathOf(name), "a number"));
            return min;
        }

        if (integer >= min && integer <= max) return integer;
        Keep(JsonRefusals.MalformedValue(PathOf(name), string.Create(CultureInfo.InvariantCulture, $"{min} to {max}")));
        return min;
    }

    public bool Flag(string name)
    {
        bool flag = false;
        if (!TryTake(name, out CanonicalValue value) || !value.TryFlag(out flag))
            Keep(JsonRefusals.WrongType(PathOf(name), "true or false"));
        return flag;
    }

    public CanonicalObject Object(string name)
    {
        if (TryTake(name, out CanonicalValue value) && value.TryObject(out CanonicalObject? inner)) return inner;
        Keep(JsonRefusals.WrongType(PathOf(name), "an object"));
        return CanonicalObject.Empty;
    }

    /// <summary>An array of <paramref name="min"/> to <paramref name="max"/> items.</summary>
    public CanonicalArray Array(string name, int min, int max)
    {
        if (!TryTake(name, out CanonicalValue value) || !value.TryArray(out CanonicalArray? array))
        {
            Keep(JsonRefusals.WrongType(PathOf(name), "an array"));
            return CanonicalArray.Empty;
        }

        if (array.Count >= min && array.Count <= max) return array;
        string accepted = string.Create(CultureInfo.InvariantCulture, $"{min} to {max} items");
        Keep(JsonRefusals.MalformedValue(PathOf(name), accepted));
        return CanonicalArray.Empty;
    }

    /// <summary>An array of objects; the reader of each gets the path <c>name[index]</c>.</summary>
    public CanonicalObject[] Objects(string name, int min, int max)
    {
        CanonicalArray array = Array(name, min, max);
        CanonicalObject[] objects = new CanonicalObject[array.Count];
        for (int i = 0; i < objects.Length; i++)
        {
            if (!array[i].TryObject(out CanonicalObject? item)) Keep(JsonRefusals.WrongType(PathOf(name), "objects"));
            objects[i] = item ?? CanonicalObject.Empty;
        }

        return objects;
    }

    /// <summary>An array of texts, each read by <paramref name="parser"/>.</summary>
    public T[] List<T>(string name, int min, int max, TextParser<T> parser)
    {
        CanonicalArray array = Array(name, min, max);
        T[] list = new T[array.Count];
        for (int i = 0; i < list.Length; i++)
        {
            if (!array[i].TryText(out string? text)) Keep(JsonRefusals.WrongType(PathOf(name), "strings"));
            else if (!parser(text, out list[i]!, out Refusal? refusal)) Keep(refusal with { Field = PathOf(name) });
        }

        return list;
    }

    public T Parse<T>(string name, TextParser<T> parser)
    {
        if (parser(Text(name), out T? value, out Refusal? refusal)) return value;
        Keep(refusal with { Field = PathOf(name) });
        return default!;
    }

    public T ParseSpan<T>(string name, SpanParser<T> parser)
        where T : struct
    {
        if (parser(Text(name), out T value, out Refusal? refusal)) return value;
        Keep(refusal with { Field = PathOf(name) });
        return default;
    }

    public byte[] Bytes(string name, int bytesMax)
    {
        if (Base64UrlText.TryRead(Text(name), bytesMax, out byte[]? bytes)) return bytes;
        string accepted = $"base64url without padding, at most {bytesMax} bytes";
        Keep(JsonRefusals.MalformedValue(PathOf(name), accepted));
        return [];
    }

    public Digest Digest(string name) => ParseSpan<Digest>(name, Intents.Digest.TryParse);

    public Timestamp Time(string name) => ParseSpan<Timestamp>(name, Timestamp.TryParse);

    public Uuid7 Id(string name) => ParseSpan<Uuid7>(name, Uuid7.TryParse);

    public PersonId Person(string name) => Parse<PersonId>(name, PersonId.TryParse);

    public KeyId Key(string name) => new(Digest(name));

    public ChainId Chain(string name) => Parse<ChainId>(name, ChainId.TryParse);

    public AssetId Asset(string name) => Parse<AssetId>(name, AssetId.TryParse);

    public Amount Amount(string name) => ParseSpan<Amount>(name, Assets.Amount.TryParse);

    public EthereumAddress Address(string name) => ParseSpan<EthereumAddress>(name, EthereumAddress.TryParse);

    /// <summary>Whether nothing was wrong so far: ask before comparing members with each other.</summary>
    public readonly bool IsRight => _refusal is null;

    /// <summary>Refuses for a reason of the format's own, unless something was wrong before.</summary>
    public void Require(bool claim, Refusal refusal)
    {
        if (!claim) Keep(refusal);
    }

    /// <summary>Adopts what a nested reader found.</summary>
    public void Keep(Refusal? refusal) => _refusal ??= refusal;

    /// <summary>True when everything was right and no member is left over.</summary>
    public bool TryEnd([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        if (_taken < _object.Count) Keep(JsonRefusals.UnknownMember(_path.Length == 0 ? null : _path));
        refusal = _refusal;
        return refusal is null;
    }

    private bool TryTake(string name, out CanonicalValue value)
    {
        bool isThere = _object.TryGet(name, out value);
        if (isThere) _taken++;
        else Keep(JsonRefusals.MissingMember(PathOf(name)));
        return isThere;
    }
}
