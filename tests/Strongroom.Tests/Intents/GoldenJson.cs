using System.Text.Json.Nodes;
using Strongroom.Intents;

namespace Strongroom.Tests.Intents;

/// <summary>Writes canonical-json.json: texts that are canonical JSON, and texts that are not, with their codes.</summary>
internal static class GoldenJson
{
    internal static void Write()
    {
        GoldenFile file = new("canonical-json");
        file.Accept("empty", CanonicalObject.Empty);
        file.Accept("every type", CanonicalObject.Of(
            ("array", CanonicalArray.Of("a", 1, true, CanonicalArray.Empty, CanonicalObject.Empty)),
            ("false", false), ("text", "quote \" backslash \\ slash / é € 😀"), ("zero", 0), ("Z", 1)));
        file.Accept("the largest integer", CanonicalObject.Of(("n", CanonicalJson.IntegerMax)));
        file.Accept("names in byte order", CanonicalObject.Of(
            ("*", 1), ("-", 1), (".", 1), ("/", 1), ("0", 1), (":", 1), ("A", 1), ("_", 1), ("a", 1)));
        file.Accept("sixteen levels", CanonicalObject.Of(("a", Nested(CanonicalJson.DepthMax - 1))));
        Texts(file);
        Values(file);
        Bytes(file);
        file.Write("canonical-json.json");
    }

    private static void Texts(GoldenFile file)
    {
        Refuse(file, "white space after the colon", JsonRefusal.NotCanonical, "{\"a\": 1}");
        Refuse(file, "white space at the end", JsonRefusal.NotCanonical, "{\"a\":1}\n");
        Refuse(file, "white space at the start", JsonRefusal.NotCanonical, " {}");
        Refuse(file, "wrong order", JsonRefusal.NotCanonical, "{\"b\":1,\"a\":2}");
        Refuse(file, "duplicate names", JsonRefusal.DuplicateName, "{\"a\":1,\"a\":1}");
        Refuse(file, "an escape that is not needed", JsonRefusal.NotCanonical, "{\"a\":\"\\u0041\"}");
        Refuse(file, "an escaped slash", JsonRefusal.NotCanonical, "{\"a\":\"\\/\"}");
        Refuse(file, "an escaped line feed", JsonRefusal.NotCanonical, "{\"a\":\"\\n\"}");
        Refuse(file, "an unknown escape", JsonRefusal.Malformed, "{\"a\":\"\\x\"}");
        Refuse(file, "an empty name", JsonRefusal.Name, "{\"\":1}");
        Refuse(file, "a name with a space", JsonRefusal.Name, "{\"a b\":1}");
        Refuse(file, "a name beyond ASCII", JsonRefusal.Name, "{\"é\":1}");
        Refuse(file, "a name of 65 characters", JsonRefusal.Name, $"{{\"{new string('a', 65)}\":1}}");
        int[] forbidden =
        [
            0x00, 0x0a, 0x1f, 0x7f, 0x85, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff,
        ];
        foreach (int code in forbidden)
            Refuse(file, $"U+{code:X4} in a text", JsonRefusal.ForbiddenCharacter, $"{{\"a\":\"x{(char)code}y\"}}");
    }

    private static void Values(GoldenFile file)
    {
        foreach (string number in (string[])["01", "00", "-1", "-0", "1.5", "1.0", "1e2", "1E2", "9007199254740992"])
            Refuse(file, $"the number {number}", JsonRefusal.Number, $"{{\"a\":{number}}}");
        Refuse(file, "null", JsonRefusal.Null, "{\"a\":null}");
        Refuse(file, "null in an array", JsonRefusal.Null, "{\"a\":[null]}");
        Refuse(file, "seventeen levels", JsonRefusal.TooDeep, Deep(CanonicalJson.DepthMax));
        Refuse(file, "a comma too many", JsonRefusal.Malformed, "{\"a\":1,}");
        Refuse(file, "a comma too many in an array", JsonRefusal.Malformed, "{\"a\":[1,]}");
        Refuse(file, "not closed", JsonRefusal.Malformed, "{\"a\":1");
        Refuse(file, "a text not closed", JsonRefusal.Malformed, "{\"a\":\"x");
        Refuse(file, "something after it", JsonRefusal.Malformed, "{}{}");
        Refuse(file, "no object", JsonRefusal.Malformed, "[]");
        Refuse(file, "nothing", JsonRefusal.Malformed, "");
        Refuse(file, "a word", JsonRefusal.Malformed, "{\"a\":True}");
        Refuse(file, "single quotes", JsonRefusal.Malformed, "{'a':1}");
        file.Root["refused"]!.AsArray().Add(new JsonObject
        {
            ["name"] = "more bytes than the format takes", ["code"] = JsonRefusal.TooLarge,
            ["canonical"] = $"{{\"a\":\"{new string('x', 57)}\"}}", ["bytesMax"] = 64,
        });
    }

    private static void Bytes(GoldenFile file)
    {
        (string Name, string Hex)[] cases =
        [
            ("a byte-order mark", "efbbbf7b7d"), ("a lone continuation byte", "7b2261223a2280227d"),
            ("an overlong encoding", "7b2261223a22c0af227d"), ("a surrogate in UTF-8", "7b2261223a22eda080227d"),
            ("beyond U+10FFFF", "7b2261223a22f4908080227d"), ("a sequence cut off", "7b2261223a22e282227d"),
        ];
        foreach ((string name, string hex) in cases)
        {
            file.Root["refused"]!.AsArray().Add(
                new JsonObject { ["name"] = name, ["code"] = JsonRefusal.Malformed, ["hex"] = hex });
        }
    }

    private static void Refuse(GoldenFile file, string name, string code, string text) => file.Refuse(name, code, text);

    private static CanonicalArray Nested(int levels) =>
        levels == 1 ? CanonicalArray.Empty : CanonicalArray.Of(Nested(levels - 1));

    private static string Deep(int arrays) => $"{{\"a\":{new string('[', arrays)}{new string(']', arrays)}}}";
}
