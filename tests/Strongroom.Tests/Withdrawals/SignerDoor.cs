using System.Net;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;

namespace Strongroom.Tests.Withdrawals;

/// <summary>What people do at the Signer's own listener, without the Server.</summary>
internal sealed class SignerDoor(ServerBench bench)
{
    internal async Task SayAsync(TestPerson person, Verdict verdict, params string[] digests)
    {
        Digest[] intents = [.. digests.Select(Parse)];
        string statement = Text(person.Say(bench.Signer.Genesis, verdict, bench.Signer.Now, intents).ToBytes());
        JsonNode answer = await PostAsync("/v1/statements", $$"""{"statements":[{{statement}}]}""", HttpStatusCode.OK);
        answer["index"].ShouldNotBeNull("what a person says there is in the record");
    }

    /// <summary>The Server's own bytes of an intent, requested by the operator, approved by Alice and Bob.</summary>
    internal async Task<JsonNode> RegisterAsync(string digest, HttpStatusCode status = HttpStatusCode.OK)
    {
        byte[] intent = (await bench.Api.GetAsync($"/v1/intents/{digest}/bytes", CancellationToken.None)).Body;
        Digest parsed = Parse(digest);
        Timestamp now = bench.Signer.Now;
        SignerHarness house = bench.Signer;
        string[] statements =
        [
            Text(house.Operator.Say(house.Genesis, Verdict.Request, now, [parsed]).ToBytes()),
            Text(house.Alice.Say(house.Genesis, Verdict.Approve, now, [parsed]).ToBytes()),
            Text(house.Bob.Say(house.Genesis, Verdict.Approve, now, [parsed]).ToBytes()),
        ];
        string body = $$"""{"intent":{{Text(intent)}},"statements":[{{string.Join(',', statements)}}]}""";
        return await PostAsync("/v1/intents", body, status);
    }

    /// <summary>Where the Signer says that an intent stands; null when it does not know it.</summary>
    internal async Task<string?> StateOfAsync(string digest)
    {
        using HttpResponseMessage answer = await bench.SignerHost.Public.GetAsync($"/v1/intents/{digest}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["state"];
    }

    /// <summary>The code with which the Signer refuses to sign, for the first time, what the intent says.</summary>
    internal async Task<string> RefusalToSignAsync(string digest, ulong nonce, ulong feeGwei = 10)
    {
        byte[] bytes = (await bench.Api.GetAsync($"/v1/intents/{digest}/bytes", CancellationToken.None)).Body;
        Intent.TryParse(bytes, out Intent? intent, out _).ShouldBeTrue();
        return (await bench.Signer.Pipeline.SignAsync(
            intent!.Digest, SignerDesk.Unsigned(intent, nonce, feeGwei), CancellationToken.None))
            .Try(out _, out Refusal? refusal) ? "signed" : refusal.Code;
    }

    internal static Digest Parse(string text)
    {
        Digest.TryParse(text, out Digest digest, out _).ShouldBeTrue();
        return digest;
    }

    private async Task<JsonNode> PostAsync(string path, string body, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await bench.SignerHost.Public.PostAsync(path, RunningHost.Json(body));
        string text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
