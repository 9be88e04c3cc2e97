using System.Buffers;
using System.Text.Json;

namespace Strongroom.Exposure;

/// <summary>
/// The members of one JSON text as they come: names, texts, words spread over an array, bytes written as
/// numbers, and objects that are keys by their shape.
/// </summary>
internal sealed class JsonSearch
{
    private const string Place = "body";
    private const int KeyBytes = 32;
    private const int KeyPairBytes = 64;

    private readonly Stack<Level> _levels = new();
    private string _name = "";

    internal FoundSecret? Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: return TakeName(ref reader);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _levels.Push(new Level(_name, reader.TokenType == JsonTokenType.StartArray));
                return null;
            case JsonTokenType.EndObject: return Show(EndObject());
            case JsonTokenType.EndArray: return Show(EndArray());
            case JsonTokenType.String: return TakeText(ref reader);
            case JsonTokenType.Number:
                if (_levels.TryPeek(out Level? level) && reader.TryGetByte(out _)) level.Bytes++;
                return null;
            default: return null;
        }
    }

    private FoundSecret? TakeName(ref Utf8JsonReader reader)
    {
        byte[] bytes = Unescaped(ref reader);
        _name = System.Text.Encoding.UTF8.GetString(bytes);
        _levels.Peek().Names.Add(_name);
        return SecretText.Find(bytes, "") is { } kind ? new FoundSecret(kind, Place) : null;
    }

    private FoundSecret? TakeText(ref Utf8JsonReader reader)
    {
        byte[] text = Unescaped(ref reader);
        if (!_levels.TryPeek(out Level? level)) return Show(SecretText.Find(text, ""));
        string name = level.IsArray ? level.Name : _name;
        if (level.IsArray) level.Add(text);
        else level.AddValue(_name, text);
        return SecretText.Find(text, name) is { } kind
            ? new FoundSecret(kind, FieldNames.Show(Place, name))
            : null;
    }

    private SecretKind? EndObject()
    {
        Level level = _levels.Pop();
        _name = level.Name;
        bool isWebKey = level.Names.Contains("kty") && level.Names.Contains("d");
        bool isKeystore = level.Names.Contains("ciphertext")
            && (level.Names.Contains("kdf") || level.Names.Contains("cipherparams"));
        if (isWebKey) return SecretKind.PrivateKey;
        return isKeystore || level.IsOwnKeystore ? SecretKind.Keystore : null;
    }

    private SecretKind? EndArray()
    {
        Level level = _levels.Pop();
        _name = level.Name;
        if (level.Bytes is KeyBytes or KeyPairBytes) return SecretKind.Seed;
        return level.Words.WrittenCount > 0 ? SecretPhrase.Find(level.Words.WrittenSpan) : null;
    }

    private FoundSecret? Show(SecretKind? kind) =>
        kind is { } found ? new FoundSecret(found, FieldNames.Show(Place, _name)) : null;

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        byte[] bytes = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(bytes);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>What is known of one object or array while it is open.</summary>
    private sealed class Level(string name, bool isArray)
    {
        internal string Name => name;

        internal bool IsArray => isArray;

        internal HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        /// <summary>How many of its numbers are bytes.</summary>
        internal int Bytes { get; set; }

        internal bool IsOwnKeystore { get; private set; }

        internal ArrayBufferWriter<byte> Words { get; } = new();

        internal void Add(ReadOnlySpan<byte> text)
        {
            Words.Write(text);
            Words.Write(" "u8);
        }

        internal void AddValue(string member, ReadOnlySpan<byte> text) =>
            IsOwnKeystore |= member == "schema" && text.StartsWith("strongroom/keystore/"u8);
    }
}
