using System.Net;
using System.Text;
using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Http;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;

namespace Strongroom.Tests.Hosting;

public sealed class HostTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;
    private RunningHost host = null!;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync();
        desk = await new SignerDesk(harness).OpenAsync();
        host = await RunningHost.StartAsync(harness);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task Serves_a_withdrawal_over_the_socket()
    {
        Intent intent = desk.Withdraw();
        JsonElement account = await Get($"/v1/registry/accounts/{desk.Account}");
        account.GetProperty("nextNonce").GetUInt64().ShouldBe(0UL);
        account.GetProperty("address").GetString().ShouldBe(desk.Payer.ToString());
        JsonElement registered = await Post(host.Local, "/v1/intents", Body(intent), HttpStatusCode.OK);
        registered.GetProperty("state").GetString().ShouldBe("registered");
        string unsigned = "0x" + Convert.ToHexStringLower(SignerDesk.Unsigned(intent, 0));
        JsonElement signed = await Post(
            host.Local, "/v1/signatures", $$"""{"intent":"{{intent.Digest}}","unsigned":"{{unsigned}}"}""", HttpStatusCode.OK);
        signed.GetProperty("hash").GetString()!.Length.ShouldBe(66);
        signed.GetProperty("receipt").GetProperty("proof").GetString()!.ShouldStartWith("c2sp.org/tlog-proof@v1\n");
        JsonElement known = await Get($"/v1/intents/{intent.Digest}");
        known.GetProperty("state").GetString().ShouldBe("signed");
        known.GetProperty("nonce").GetUInt64().ShouldBe(0UL);
        (await Get("/v1/status")).GetProperty("signing").GetBoolean().ShouldBeTrue();
        (await Get("/v1/registry")).GetProperty("chains").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Answers_refusals_as_problems_with_the_index_of_their_leaf()
    {
        Intent intent = desk.Withdraw();
        JsonElement problem = await Post(
            host.Local, "/v1/intents", Body(intent, harness.Alice), HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("type").GetString().ShouldBe("about:blank");
        problem.GetProperty("status").GetInt32().ShouldBe(422);
        problem.GetProperty("code").GetString().ShouldBe("policy.quorum-incomplete");
        ulong index = problem.GetProperty("journalIndex").GetUInt64();
        Leaf.TryParse(harness.Signer.Record.Journal.Read(index).Span, out Leaf? leaf, out _).ShouldBeTrue();
        leaf.ShouldBeOfType<RefusedLeaf>().IntentDigest.ShouldBe(intent.Digest);
    }

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.NotFound, SignerRefusal.RouteUnknown)]
    [InlineData("GET", "/v1/statuses", HttpStatusCode.NotFound, SignerRefusal.RouteUnknown)]
    [InlineData("GET", "/v1/status/", HttpStatusCode.NotFound, SignerRefusal.RouteUnknown)]
    [InlineData("POST", "/v1/status", HttpStatusCode.MethodNotAllowed, SignerRefusal.MethodUnknown)]
    [InlineData("DELETE", "/v1/intents", HttpStatusCode.MethodNotAllowed, SignerRefusal.MethodUnknown)]
    public async Task Refuses_unknown_routes_and_methods(string method, string path, HttpStatusCode status, string code)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await host.Local.SendAsync(request);
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        CodeOf(await response.Content.ReadAsStringAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Refuses_bodies_that_are_too_large_malformed_or_not_json()
    {
        string large = $$"""{"intent":"{{new string('x', RequestBody.BytesMax)}}"}""";
        using HttpRequestMessage announced = new(HttpMethod.Post, "/v1/intents") { Content = RunningHost.Json(large) };
        announced.Headers.ExpectContinue = true;
        using HttpResponseMessage tooLarge = await host.Local.SendAsync(announced);
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        CodeOf(await tooLarge.Content.ReadAsStringAsync()).ShouldBe(SignerRefusal.BodyTooLarge);
        using ChunkedJson chunked = new(large);
        (await StatusOf(chunked)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Post(host.Local, "/v1/intents", "{", HttpStatusCode.BadRequest))
            .GetProperty("code").GetString().ShouldBe(SignerRefusal.BodyMalformed);
        using StringContent text = new("{}", Encoding.UTF8, "text/plain");
        using HttpResponseMessage plain = await host.Local.PostAsync("/v1/intents", text);
        plain.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Gives_people_on_the_tls_listener_their_calls_and_no_signatures()
    {
        Intent intent = desk.Withdraw();
        (await Post(host.Public, "/v1/intents", Body(intent), HttpStatusCode.OK)).GetProperty("rule").GetString()
            .ShouldBe("small-ether");
        await Post(host.Public, "/v1/signatures", "{}", HttpStatusCode.NotFound);
        using HttpResponseMessage account = await host.Public.GetAsync($"/v1/registry/accounts/{desk.Account}");
        account.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        string freeze = Encoding.UTF8.GetString(desk.Say(harness.Sam, Verdict.Freeze).Span);
        (await Post(host.Public, "/v1/statements", $$"""{"statements":[{{freeze}}]}""", HttpStatusCode.OK))
            .GetProperty("cosigned").GetBoolean().ShouldBeTrue();
        (await Get("/v1/status")).GetProperty("frozen").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Lets_the_stations_page_read_answers_and_no_other()
    {
        (await Cors(RunningHost.Station)).ShouldBe(RunningHost.Station);
        (await Cors("https://station.localhost")).ShouldBeNull();
        (await Cors("null")).ShouldBeNull();
    }

    [Fact]
    public async Task Says_what_it_does_not_hold()
    {
        foreach (string path in (string[])[$"/v1/intents/{harness.Genesis}", $"/v1/registry/accounts/{desk.Client}"])
        {
            using HttpResponseMessage response = await host.Local.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            CodeOf(await response.Content.ReadAsStringAsync()).ShouldBe(SignerRefusal.NotFound);
        }
    }

    [Fact]
    public async Task Serves_no_plain_http_beside_tls()
    {
        using HttpClient plain = new();
        await Should.ThrowAsync<HttpRequestException>(() => plain.GetAsync($"http://127.0.0.1:{host.Port}/v1/status"));
    }

    [RootFact]
    public void Turns_away_a_peer_of_another_uid()
    {
        UnixFileMode open = File.GetUnixFileMode(harness.Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.GetUnixFileMode(host.Socket).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        File.SetUnixFileMode(harness.Folder, open);
        File.SetUnixFileMode(host.Socket, File.GetUnixFileMode(host.Socket) | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        ForeignPeer.Ask(host.Socket).ShouldBe("");
        RefusalsLeaf counted = harness.Pipeline.Bench.RefusalBook.Take(LeafStamps.At(harness.Now), isLast: true)!;
        counted.Counts[SignerRefusal.PeerUid].ShouldBe(1);
    }

    private string Body(Intent intent, params TestPerson[] approvers)
    {
        SubmittedBytes bytes = desk.Bytes(intent, null, approvers);
        string statements = string.Join(',', bytes.Statements.Select(one => Encoding.UTF8.GetString(one.Span)));
        return $$"""{"intent":{{Encoding.UTF8.GetString(bytes.Intent.Span)}},"statements":[{{statements}}]}""";
    }

    private async Task<JsonElement> Get(string path)
    {
        using HttpResponseMessage response = await host.Local.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> Post(HttpClient client, string path, string json, HttpStatusCode status)
    {
        using StringContent content = RunningHost.Json(json);
        using HttpResponseMessage response = await client.PostAsync(path, content);
        string text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Too large is also said by closing the connection on somebody who is still sending.</summary>
    private async Task<HttpStatusCode> StatusOf(ChunkedJson content)
    {
        try
        {
            using HttpResponseMessage response = await host.Local.PostAsync("/v1/intents", content);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }

    private async Task<string?> Cors(string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, "/v1/statements");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using HttpResponseMessage response = await host.Public.SendAsync(request);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? values)
            ? values.Single()
            : null;
    }

    private static string? CodeOf(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json).GetProperty("code").GetString();

    private sealed class ChunkedJson : HttpContent
    {
        private readonly byte[] bytes;

        internal ChunkedJson(string text)
        {
            bytes = Encoding.UTF8.GetBytes(text);
            Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
