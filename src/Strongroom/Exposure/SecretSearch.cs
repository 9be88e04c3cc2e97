using System.Text;
using System.Text.Json;

namespace Strongroom.Exposure;

/// <summary>
/// Looks for secrets in a whole request before anybody parses, stores or logs it (docs/formats/secrets.md).
/// Pure: what is found is its kind and the field, never the text.
/// </summary>
public static class SecretSearch
{
    private const int DepthMax = 64;

    /// <summary>A text with a name of its own: a header, a query parameter. Both are looked at.</summary>
    public static FoundSecret? InText(string place, string name, string text)
    {
        SecretKind? kind = Look(name, "") ?? Look(text, name);
        return kind is { } found ? new FoundSecret(found, FieldNames.Show(place, name)) : null;
    }

    /// <summary>A path; each segment bears the name of the one before it.</summary>
    public static FoundSecret? InPath(string path)
    {
        string before = "";
        foreach (string segment in path.Split('/'))
        {
            if (Look(segment, before) is { } kind) return new FoundSecret(kind, "path");
            before = segment;
        }

        return Look(path.Replace('/', ' '), "digest") is { } spread ? new FoundSecret(spread, "path") : null;
    }

    /// <summary>All of a request but its body.</summary>
    public static FoundSecret? InHead(
        string path, IEnumerable<(string Name, string Text)> query,
        IEnumerable<(string Name, string Text)> headers)
    {
        if (InPath(path) is { } inPath) return inPath;
        foreach ((string name, string text) in query)
        {
            if (InText("query", name, text) is { } inQuery) return inQuery;
        }

        foreach ((string name, string text) in headers)
        {
            if (InText("header", name.ToLowerInvariant(), text) is { } inHeader) return inHeader;
        }

        return null;
    }

    /// <summary>A body: JSON member by member; anything else as one text.</summary>
    public static FoundSecret? InBody(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return null;
        JsonSearch search = new();
        try
        {
            Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = DepthMax });
            while (reader.Read())
            {
                if (search.Take(ref reader) is { } found) return found;
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON: without names a digest cannot be told from a key, and nothing of it is kept anyway.
            return SecretText.Find(body, "digest") is { } kind ? new FoundSecret(kind, "body") : null;
        }
    }

    private static SecretKind? Look(string text, string name) =>
        text.Length == 0 ? null : SecretText.Find(Encoding.UTF8.GetBytes(text), name);
}
