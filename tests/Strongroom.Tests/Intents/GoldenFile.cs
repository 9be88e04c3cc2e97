using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Intents;

namespace Strongroom.Tests.Intents;

/// <summary>
/// A file of docs/formats/golden: <c>format</c>, whatever the cases need, <c>accepted</c> and <c>refused</c> cases. The files are
/// written only where STRONGROOM_WRITE_GOLDEN=1 says so; every test run checks them against the code.
/// </summary>
internal sealed class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject _root;

    internal GoldenFile(string format) => _root = new JsonObject
    {
        ["format"] = format, ["accepted"] = new JsonArray(), ["refused"] = new JsonArray(),
    };

    private GoldenFile(JsonObject root) => _root = root;

    internal static bool IsWriting { get; } = Environment.GetEnvironmentVariable("STRONGROOM_WRITE_GOLDEN") == "1";

    internal JsonObject Root => _root;

    internal IEnumerable<JsonObject> Accepted => _root["accepted"]!.AsArray().Select(one => one!.AsObject());

    internal IEnumerable<JsonObject> Refused => _root["refused"]!.AsArray().Select(one => one!.AsObject());

    internal static IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateFiles(PathOf(""), pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    internal static GoldenFile Read(string name) =>
        new(JsonNode.Parse(File.ReadAllBytes(PathOf(name)))!.AsObject());

    internal void Write(string name) => File.WriteAllText(PathOf(name), _root.ToJsonString(Indented) + "\n");

    /// <summary>An accepted case; the value stands with its members in another order than the canonical one.</summary>
    internal void Accept(string name, CanonicalObject body, params (string Name, string Value)[] more)
    {
        JsonObject one = new() { ["name"] = name, ["value"] = Reversed(body), ["canonical"] = Text(body.ToBytes()) };
        foreach ((string key, string value) in more) one[key] = value;
        _root["accepted"]!.AsArray().Add(one);
    }

    internal void Refuse(string name, string code, CanonicalObject body) => Refuse(name, code, Text(body.ToBytes()));

    internal void Refuse(string name, string code, string text) => _root["refused"]!.AsArray().Add(
        new JsonObject { ["name"] = name, ["code"] = code, ["canonical"] = text });

    internal static byte[] BytesOf(JsonObject one, string member = "canonical") => one["hex"] is { } hex
        ? Convert.FromHexString(hex.GetValue<string>())
        : System.Text.Encoding.UTF8.GetBytes(one[member]!.GetValue<string>());

    internal static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    internal static CanonicalObject Canonical(JsonNode node) => FromNode(node.AsObject());

    internal static JsonNode Reversed(CanonicalObject body) => ReversedNode(JsonNode.Parse(body.ToBytes())!);

    private static CanonicalObject FromNode(JsonObject node) => CanonicalObject.Of(
        [.. node.Select(member => (member.Key, FromAny(member.Value!)))]);

    private static CanonicalValue FromAny(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => FromNode(node.AsObject()),
        JsonValueKind.Array => CanonicalArray.Of([.. node.AsArray().Select(item => FromAny(item!))]),
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.AsValue().GetValue<long>(),
        _ => node.GetValue<bool>(),
    };

    private static JsonNode ReversedNode(JsonNode node)
    {
        if (node is JsonObject inner)
        {
            IEnumerable<KeyValuePair<string, JsonNode?>> members = inner.Reverse()
                .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)ReversedNode(member.Value!)));
            return new JsonObject(members);
        }

        return node is JsonArray array
            ? new JsonArray([.. array.Select(item => ReversedNode(item!))])
            : node.DeepClone();
    }

    private static string PathOf(string name) => Repository.PathOf("docs", "formats", "golden", name);
}
