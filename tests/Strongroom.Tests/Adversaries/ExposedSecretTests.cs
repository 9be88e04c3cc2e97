using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Exposure;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Exposure;
using Strongroom.Server.Storage;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Exposure;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Somebody who sends secrets where none belong, by mistake or to have them kept for later: refused everywhere, stored
/// nowhere, counted by kind and field.
/// </summary>
public sealed class ExposedSecretTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private ServerBench Bench => fixture.Bench;

    [PostgresFact]
    public async Task The_Server_refuses_every_kind_and_keeps_none()
    {
        List<string> sent = [];
        int number = 0;
        foreach ((SecretKind kind, string text) in SecretSamples.All())
        {
            string body = new JsonObject { ["name"] = text }.ToJsonString();
            Code(await Bench.TryPostAsync("/v1/clients", body, $"secret-{number++}")).ShouldBe(ExposureRefusal.SecretInRequest, $"{kind}");
            Code(await Bench.Api.GetAsync($"/v1/clients?cursor={Uri.EscapeDataString(text)}", CancellationToken.None))
                .ShouldBe(ExposureRefusal.SecretInRequest, $"{kind}");
            sent.Add(text);
        }

        string phrase = SecretSamples.Phrase(16);
        string key = sent[0];
        Code(await Bench.TryPostAsync("/v1/clients", """{"name":"Ada"}""", key)).ShouldBe(ExposureRefusal.SecretInRequest);
        Code(await Bench.TryPostAsync("/v1/clients", new JsonObject { [phrase] = 1 }.ToJsonString(), "secret-name"))
            .ShouldBe(ExposureRefusal.SecretInRequest);
        Code(await Bench.Api.GetAsync($"/v1/clients/{key}", CancellationToken.None)).ShouldBe(ExposureRefusal.SecretInRequest);
        await NothingIsKeptAsync([.. sent, phrase]);
        await Bench.Part<RecordSecrets>().RecordAsync(CancellationToken.None);
        JsonObject leaf = JsonNode.Parse(await LastLeafAsync())!.AsObject();
        leaf["action"]!.GetValue<string>().ShouldBe("secrets-refused");
        JsonArray counts = leaf["secrets"]!.AsArray();
        counts.Sum(count => count!["count"]!.GetValue<int>()).ShouldBeGreaterThanOrEqualTo((2 * sent.Count) + 3);
        counts.ShouldContain(count => count!["kind"]!.GetValue<string>() == "mnemonic"
            && count["field"]!.GetValue<string>() == "body.name");
        // An honest call goes on.
        Code(await Bench.TryPostAsync("/v1/clients", """{"name":"Ada Lovelace"}""", "honest")).ShouldBe("");
    }

    [PostgresFact]
    public async Task A_stranger_and_a_wrong_type_of_body_are_refused_alike()
    {
        using HttpClient stranger = Bench.NewStranger();
        string phrase = SecretSamples.Phrase(32);
        using HttpResponseMessage text = await stranger.PostAsync(
            new Uri(Bench.Address, "/v1/clients"), new StringContent(phrase, Encoding.UTF8, "text/plain"));
        text.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using HttpRequestMessage bearer = new(HttpMethod.Get, new Uri(Bench.Address, "/v1/clients"));
        bearer.Headers.Add("Authorization", "Bearer 0123456789abcdef0123456789abcdef");
        using HttpResponseMessage refused = await stranger.SendAsync(bearer);
        JsonNode problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        problem["code"]!.GetValue<string>().ShouldBe(ExposureRefusal.SecretInRequest);
        problem["field"]!.GetValue<string>().ShouldBe("header.authorization");
    }

    [PostgresFact]
    public async Task The_Signer_refuses_them_on_both_listeners_and_records_the_count()
    {
        RunningHost host = Bench.SignerHost;
        foreach ((SecretKind kind, string text) in SecretSamples.All())
        {
            string body = new JsonObject { ["intent"] = new JsonObject { ["name"] = text }, ["statements"] = new JsonArray() }.ToJsonString();
            foreach (HttpClient client in (HttpClient[])[host.Local, host.Public])
            {
                foreach (string call in (string[])["/v1/intents", "/v1/statements"])
                {
                    using HttpResponseMessage answer = await client.PostAsync(call, RunningHost.Json(body));
                    answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{kind}");
                    string problem = await answer.Content.ReadAsStringAsync();
                    problem.ShouldContain(ExposureRefusal.SecretInRequest);
                    problem.ShouldNotContain(text);
                }
            }
        }

        using HttpResponseMessage inPath = await host.Public.GetAsync($"/v1/registry/{Uri.EscapeDataString(SecretSamples.Phrase(16))}");
        inPath.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        RefusalsLeaf leaf = Bench.Signer.Pipeline.Bench.RefusalBook.Take(LeafStamps.At(Bench.Signer.Now), isLast: true)!;
        leaf.Counts[ExposureRefusal.SecretInRequest].ShouldBe(leaf.Secrets.Sum(count => count.Count));
        leaf.Secrets.ShouldContain(count => count.Kind == "share" && count.Field == "body.name");
        leaf.Secrets.ShouldContain(count => count.Kind == "mnemonic" && count.Field == "path");
    }

    private static string Code(ApiAnswer answer) => (string?)answer.ToJson()?["code"] ?? "";

    /// <summary>Every table of the database, as text and as the bytes that it holds.</summary>
    private async Task NothingIsKeptAsync(List<string> secrets)
    {
        await using DbScope scope = await Bench.Database.BeginAsync(CancellationToken.None);
        List<string> tables = await scope.Command("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .ListAsync(row => row.GetString(0), CancellationToken.None);
        tables.ShouldContain("idempotent_answer");
        foreach (string table in tables)
        {
            List<string> rows = await scope.Command($"SELECT row_to_json(t)::text FROM \"{table}\" t")
                .ListAsync(row => row.GetString(0), CancellationToken.None);
            foreach (string row in rows)
            {
                foreach (string secret in secrets)
                {
                    row.ShouldNotContain(secret, Case.Sensitive);
                    row.ShouldNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), Case.Sensitive);
                }
            }
        }
    }

    private async Task<byte[]> LastLeafAsync()
    {
        await using DbScope scope = await Bench.Database.BeginAsync(CancellationToken.None);
        List<byte[]> leaves = await scope.Command(
            "SELECT bytes FROM pending_leaf UNION ALL SELECT bytes FROM log_leaf").ListAsync(row => row.GetBytes(0), CancellationToken.None);
        return leaves.Single(leaf => leaf.AsSpan().IndexOf("\"secrets-refused\""u8) >= 0);
    }
}
