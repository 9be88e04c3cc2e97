using Strongroom.Cryptography.Sodium;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Http;

/// <summary>Who may call: signatures of API keys (RFC 9421), their age, their nonces, their scopes.</summary>
public sealed class SignedCallTests(BenchFixture fixture) : IClassFixture<BenchFixture>, IDisposable
{
    private readonly Ed25519PrivateKey _secret = Ed25519PrivateKey.Generate();

    private ServerBench Bench => fixture.Bench;

    public void Dispose() => _secret.Dispose();

    [PostgresFact]
    public async Task Answers_a_signed_call()
    {
        using RawCaller caller = await CallerAsync();
        (await caller.SendAsync("GET", "/v1/clients?limit=3")).Status.ShouldBe(200);
    }

    [PostgresFact]
    public async Task Accepts_a_target_in_parts()
    {
        using RawCaller caller = await CallerAsync();
        caller.Components = ["@method", "@authority", "@path", "@query"];
        (await caller.SendAsync("GET", "/v1/clients?limit=3")).Status.ShouldBe(200);
    }

    [PostgresFact]
    public async Task Refuses_a_call_without_a_signature()
    {
        using HttpClient http = Bench.NewStranger();
        using HttpResponseMessage answer = await http.GetAsync(new Uri(Bench.Address, "/v1/clients"));
        ((int)answer.StatusCode).ShouldBe(401);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain(HttpRefusal.SignatureAbsent);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [PostgresFact]
    public async Task Refuses_a_signature_that_is_not_of_now()
    {
        using RawCaller caller = await CallerAsync();
        caller.Created = DateTimeOffset.UtcNow - Authentication.WindowMax - TimeSpan.FromSeconds(5);
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureStale));
        caller.Created = DateTimeOffset.UtcNow + Authentication.WindowMax + TimeSpan.FromSeconds(30);
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureStale));
    }

    [PostgresFact]
    public async Task Refuses_a_nonce_that_was_used_before()
    {
        using RawCaller caller = await CallerAsync();
        (await caller.SendAsync("GET", "/v1/clients")).Status.ShouldBe(200);
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.NonceReused));
    }

    [PostgresFact]
    public async Task Refuses_another_body_than_the_signed_one()
    {
        using RawCaller caller = await CallerAsync();
        caller.Body = """{"name":"A"}""";
        caller.SentBody = """{"name":"B"}""";
        (await caller.SendAsync("POST", "/v1/clients")).ShouldBe((400, HttpRefusal.DigestDiffers));
    }

    [PostgresFact]
    public async Task Refuses_another_path_or_an_unknown_key()
    {
        using RawCaller caller = await CallerAsync();
        caller.SentPath = "/v1/house-wallets";
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureWrong));
        using RawCaller stranger = new(Bench, _secret, Guid.CreateVersion7().ToString("D"));
        (await stranger.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureWrong));
    }

    [PostgresFact]
    public async Task Refuses_a_signature_that_leaves_something_out()
    {
        using RawCaller caller = await CallerAsync();
        caller.Components = ["@method"];
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureIncomplete));
        caller.Body = "{}";
        caller.Components = ["@method", "@target-uri"];
        (await caller.SendAsync("POST", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureIncomplete));
    }

    [PostgresFact]
    public async Task Refuses_headers_that_it_cannot_read()
    {
        using RawCaller caller = await CallerAsync();
        caller.Label = "other";
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.SignatureMalformed));
    }

    [PostgresFact]
    public async Task Refuses_a_call_beyond_the_scopes_of_the_key()
    {
        using RawCaller caller = await CallerAsync(ApiScope.Read);
        caller.Body = """{"name":"A"}""";
        (await caller.SendAsync("POST", "/v1/clients")).ShouldBe((403, HttpRefusal.ScopeAbsent));
    }

    [PostgresFact]
    public async Task Sweeps_nonces_only_when_their_signatures_are_stale()
    {
        using RawCaller caller = await CallerAsync();
        (await caller.SendAsync("GET", "/v1/clients")).Status.ShouldBe(200);
        await Bench.Part<NonceSweep>().SweepAsync(CancellationToken.None);
        (await caller.SendAsync("GET", "/v1/clients")).ShouldBe((401, HttpRefusal.NonceReused));
    }

    private async Task<RawCaller> CallerAsync(params string[] scopes)
    {
        ApiKey key = new(
            Guid.CreateVersion7(), "raw", _secret.PublicKey.ToArray(), scopes.Length == 0 ? ApiScope.All : scopes);
        await using DbScope scope = await Bench.Database.BeginAsync(CancellationToken.None);
        await key.StoreAsync(scope, CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
        return new RawCaller(Bench, _secret, key.Id.ToString("D"));
    }
}
