using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Encodings;
using Strongroom.Exposure;
using Strongroom.Registry;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Exposure;

/// <summary>Every kind of secret in every place of a request; and what looks alike and is none.</summary>
public sealed class SecretSearchTests
{
    private static readonly (string Name, Func<string, FoundSecret?> Look)[] _places =
    [
        ("text", text => Body(new JsonObject { ["name"] = text })),
        ("unknown member", text => Body(new JsonObject { ["whatever"] = text })),
        ("nested", text => Body(new JsonObject { ["a"] = new JsonObject { ["b"] = new JsonArray(1, text) } })),
        ("member name", text => Body(new JsonObject { [text] = 1 })),
        ("text within a text", text => Body(new JsonObject { ["note"] = $"see: {text} (mine)" })),
        ("bare JSON text", text => Body(JsonValue.Create(text))),
        ("no JSON", text => SecretSearch.InBody(Encoding.UTF8.GetBytes($"{{ broken {text}"))),
        ("query", text => SecretSearch.InText("query", "cursor", text)),
        ("query name", text => SecretSearch.InText("query", text, "1")),
        ("header", text => SecretSearch.InText("header", "x-note", text)),
        ("path", text => SecretSearch.InPath($"/v1/clients/{text}")),
    ];

    [Fact]
    public void Finds_every_kind_in_every_place()
    {
        foreach ((SecretKind kind, string text) in SecretSamples.All())
        {
            foreach ((string place, Func<string, FoundSecret?> look) in _places)
            {
                // Without JSON there are no names, and 64 digits may be a digest.
                bool isAnonymous = place == "no JSON" && kind == SecretKind.PrivateKey && !text.StartsWith("0x", StringComparison.Ordinal);
                if (isAnonymous) continue;
                FoundSecret found = look(text).ShouldNotBeNull($"{kind} in {place}");
                found.Kind.ShouldBe(kind, $"{kind} in {place}");
                found.Field.ShouldNotContain(text);
                found.ToRefusal().Code.ShouldBe(ExposureRefusal.SecretInRequest);
                found.ToRefusal().ToString().ShouldNotContain(text);
            }
        }
    }

    [Fact]
    public void Finds_secrets_in_the_shape_of_JSON()
    {
        Find(SecretSamples.Keystore).ShouldBe(SecretKind.Keystore);
        Find("""{"a":{"schema":"strongroom/keystore/v1","seed":"x"}}""").ShouldBe(SecretKind.Keystore);
        Find("""{"crv":"Ed25519","d":"x","kty":"OKP","x":"y"}""").ShouldBe(SecretKind.PrivateKey);
        Find(new JsonArray([.. Enumerable.Range(0, 64).Select(one => (JsonNode)one)]).ToJsonString()).ShouldBe(SecretKind.Seed);
        JsonNode[] words = [.. SecretSamples.Phrase(16).Split(' ').Select(word => (JsonNode)word)];
        Find(new JsonObject { ["words"] = new JsonArray(words) }.ToJsonString()).ShouldBe(SecretKind.Mnemonic);
        JsonNode[] share = [.. SecretSamples.ShareOf(32).Split(' ').Select(word => (JsonNode)word)];
        Find(new JsonArray(share).ToJsonString()).ShouldBe(SecretKind.Share);
        // Escaped letters are the same letters.
        Find("{\"name\":\"\\u0041GE-SECRET-KEY-1" + new string('Q', 58) + "\"}").ShouldBe(SecretKind.AgeKey);
        SecretSearch.InPath($"/v1/{SecretSamples.Phrase(16).Replace(' ', '/')}")!.Value.Kind.ShouldBe(SecretKind.Mnemonic);
    }

    [Fact]
    public void Names_only_fields_that_the_API_knows()
    {
        string phrase = SecretSamples.Phrase(16);
        Body(new JsonObject { ["name"] = phrase })!.Value.Field.ShouldBe("body.name");
        Body(new JsonObject { ["hunter2"] = phrase })!.Value.Field.ShouldBe("body");
        SecretSearch.InText("header", "authorization", "Bearer 0123456789abcdef0123")!.Value.Field.ShouldBe("header.authorization");
    }

    [Fact]
    public void Leaves_alone_what_only_looks_alike()
    {
        string digest = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        foreach (string name in (string[])["digest", "intent", "institution", "key", "root"])
            Body(new JsonObject { [name] = digest }).ShouldBeNull(name);
        Body(new JsonObject { ["intents"] = new JsonArray(digest, digest) }).ShouldBeNull();
        Body(new JsonObject { ["block"] = new JsonObject { ["hash"] = "0x" + digest } }).ShouldBeNull();
        Body(new JsonObject { ["unsigned"] = "0x" + digest + digest }).ShouldBeNull();
        SecretSearch.InPath($"/v1/intents/{digest}/statements").ShouldBeNull();
        SecretSearch.InPath($"/v1/intents/{digest}").ShouldBeNull();
        Body(new JsonObject { ["name"] = Base58Check.Encode([0, .. RandomNumberGenerator.GetBytes(20)]) }).ShouldBeNull();
        Body(new JsonObject { ["name"] = PublicExtendedKey() }).ShouldBeNull();
        Body(new JsonObject { ["name"] = "The owner may above all other people know that the income is about to rise" })
            .ShouldBeNull();
        Body(new JsonObject { ["name"] = SecretSamples.Phrase(16) + "x" }).ShouldBeNull();
        Body(new JsonObject { ["name"] = "-----BEGIN CERTIFICATE-----" }).ShouldBeNull();
        for (int i = 0; i < 2000; i++)
        {
            string signature = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64));
            Body(new JsonObject { ["signature"] = signature, ["publicKey"] = signature[..43] }).ShouldBeNull(signature);
        }
    }

    [Fact]
    public void Leaves_every_golden_example_alone()
    {
        foreach (string name in GoldenFile.Names("*.json"))
        {
            foreach (JsonObject example in GoldenFile.Read(name).Accepted)
            {
                if (example["value"] is not JsonObject value) continue;
                byte[] body = Encoding.UTF8.GetBytes(value.ToJsonString());
                SecretSearch.InBody(body).ShouldBeNull($"{name}: {Encoding.UTF8.GetString(body)}");
            }
        }
    }

    [Fact]
    public void Costs_little()
    {
        byte[] body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["name"] = string.Join(' ', Enumerable.Repeat("abandon ability able about above academic acid acne", 3000)),
        }.ToJsonString());
        Stopwatch watch = Stopwatch.StartNew();
        SecretSearch.InBody(body).ShouldBeNull();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Counts_by_kind_and_field_and_not_without_end()
    {
        SecretTally tally = new();
        for (int i = 0; i < 200; i++) tally.Count(new FoundSecret(SecretKind.Wif, $"body.{i}"));
        tally.Count(new FoundSecret(SecretKind.Wif, "body.0"));
        IReadOnlyList<SecretCount> counts = tally.Take();
        counts.Count.ShouldBe(SecretCount.CountsMax);
        counts.Sum(count => count.Count).ShouldBe(201);
        counts.ShouldContain(new SecretCount("wif", "body.0", 2));
        tally.Take().ShouldBeEmpty();
        RefusalsLeaf leaf = new(LeafStamps.At(default), default, default, new Dictionary<string, long> { ["a.b"] = 201 })
        {
            Secrets = counts,
        };
        Leaf.TryParse(leaf.ToBytes(), out Leaf? read, out _).ShouldBeTrue();
        read.ShouldBeOfType<RefusalsLeaf>().Secrets.ShouldBe(counts);
    }

    private static string PublicExtendedKey()
    {
        using ExtendedPrivateKey key = ExtendedPrivateKey.FromSeed(RandomNumberGenerator.GetBytes(32));
        byte[] payload = [0x04, 0x88, 0xb2, 0x1e, .. new byte[9], .. key.ChainCode, .. key.ToPublic().Key.ToCompressed()];
        return Base58Check.Encode(payload);
    }

    private static SecretKind? Find(string json) => SecretSearch.InBody(Encoding.UTF8.GetBytes(json))?.Kind;

    private static FoundSecret? Body(JsonNode body) => SecretSearch.InBody(JsonSerializer.SerializeToUtf8Bytes(body));
}
