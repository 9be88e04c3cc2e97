using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Server.Clients;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Wallets;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Storage;
using Strongroom.Tests.Withdrawals;

namespace Strongroom.Tests.Http;

/// <summary>What calls are refused for, and that refusals and replays change nothing.</summary>
public sealed class CallTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private const string Ada = """{"name":"Ada"}""";

    private ServerBench Bench => fixture.Bench;

    [PostgresFact]
    public async Task Replays_the_first_answer_under_an_idempotency_key()
    {
        ApiAnswer first = await Bench.TryPostAsync("/v1/clients", Ada, "k-1");
        ApiAnswer second = await Bench.TryPostAsync("/v1/clients", Ada, "k-1");
        first.Status.ShouldBe(202);
        second.Status.ShouldBe(202);
        second.Body.ShouldBe(first.Body);
        ApiAnswer other = await Bench.TryPostAsync("/v1/clients", """{"name":"Bob"}""", "k-1");
        other.ToRefusal().Code.ShouldBe(HttpRefusal.IdempotencyKeyReused);
    }

    [PostgresFact]
    public async Task Gives_one_answer_to_the_same_request_sent_many_times_at_once()
    {
        ApiAnswer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Bench.TryPostAsync("/v1/clients", Ada, "k-many")));
        answers.Select(answer => (string)answer.ToJson()!["id"]!).Distinct().Count().ShouldBe(1);
    }

    [PostgresFact]
    public async Task Refuses_calls_that_it_cannot_read()
    {
        (await CodeAsync("/v1/clients", """{"name":"A","x":1}""")).ShouldBe(HttpRefusal.BodyMalformed);
        (await CodeAsync("/v1/clients", "[")).ShouldBe(HttpRefusal.BodyMalformed);
        (await CodeAsync("/v1/clients", "{}")).ShouldBe(HttpRefusal.BodyMalformed);
        (await CodeAsync("/v1/clients", """{"name":" x"}""")).ShouldBe(ClientsRefusal.NameMalformed);
        ApiAnswer keyless = await Bench.Api.PostAsync(
            "/v1/clients", System.Text.Encoding.UTF8.GetBytes(Ada), null, CancellationToken.None);
        keyless.ToRefusal().Code.ShouldBe(HttpRefusal.IdempotencyKeyAbsent);
        string large = $$"""{"name":"{{new string('a', RequestBody.BytesMax)}}"}""";
        (await CodeAsync("/v1/clients", large)).ShouldBe(HttpRefusal.BodyTooLarge);
    }

    [PostgresFact]
    public async Task Refuses_lists_and_paths_that_do_not_exist()
    {
        (await GetCodeAsync("/v1/clients?cursor=x")).ShouldBe(HttpRefusal.CursorMalformed);
        (await GetCodeAsync("/v1/clients?limit=201")).ShouldBe(HttpRefusal.LimitOutOfRange);
        (await GetCodeAsync("/v1/intents?state=odd")).ShouldBe(HttpRefusal.ValueMalformed);
        (await GetCodeAsync("/v1/nothing")).ShouldBe(HttpRefusal.NotFound);
        (await GetCodeAsync($"/v1/clients/{Guid.CreateVersion7():D}")).ShouldBe(HttpRefusal.NotFound);
        (await GetCodeAsync("/v1/reconciliations")).ShouldBe(HttpRefusal.MethodUnknown);
        (await GetCodeAsync("/v1/reconciliations/latest")).ShouldBe(LedgerCallRefusal.NeverReconciled);
    }

    [PostgresFact]
    public async Task Pages_through_a_list()
    {
        for (int i = 0; i < 3; i++) await Bench.PostAsync("/v1/clients", Ada);
        List<string> seen = [];
        string? cursor = null;
        do
        {
            JsonObject page = await Bench.GetAsync($"/v1/clients?limit=1{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        seen.Count.ShouldBeGreaterThanOrEqualTo(3);
        seen.ShouldBeUnique();
    }

    [PostgresFact]
    public async Task Refuses_wallets_and_withdrawals_before_their_time()
    {
        string client = (string)(await Bench.PostAsync("/v1/clients", Ada))["id"]!;
        string wallet = $$"""{"client":"{{client}}","chains":["eip155:1"]}""";
        (await CodeAsync("/v1/wallets", wallet)).ShouldBe(WalletRefusal.ClientNotActive);
        (await CodeAsync("/v1/house-wallets", """{"chain":"eip155:1"}""")).ShouldBe(WalletRefusal.ChainNotRegistered);
        (await CodeAsync("/v1/house-wallets", """{"chain":""}""")).ShouldBe(WalletRefusal.ChainNotRegistered);
        (await CodeAsync("/v1/withdrawals", Withdrawal(client))).ShouldBe(IntentsRefusal.AssetNotRegistered);
        string late = Withdrawal(client).Replace("}", ""","expiresAt":"2020-01-01T00:00:00Z"}""", StringComparison.Ordinal);
        (await CodeAsync("/v1/withdrawals", late)).ShouldBe(WithdrawalsRefusal.Lifetime);
    }

    [PostgresFact]
    public async Task Refuses_accounts_that_are_not_there_yet()
    {
        BenchDesk desk = new(Bench);
        await desk.RegisterChainAsync();
        JsonObject client = await Bench.PostAsync("/v1/clients", Ada);
        await desk.EnactAsync((string)client["intentDigest"]!);
        string id = (string)client["id"]!;
        (await CodeAsync("/v1/withdrawals", Withdrawal(id))).ShouldBe(WalletRefusal.AccountNotReady);
        string none = $$"""{"client":"{{id}}","chains":[]}""";
        (await CodeAsync("/v1/wallets", none)).ShouldBe(WalletRefusal.ChainsMalformed);
        await desk.OpenWalletAsync("/v1/wallets", $$"""{"client":"{{id}}","chains":["{{BenchDesk.Chain}}"]}""");
        // This bench has no nodes: the fee that the caller does not name is not known.
        string capless = Withdrawal(id).Replace(""","feeMax":"1000" """.Trim(), "", StringComparison.Ordinal);
        (await CodeAsync("/v1/withdrawals", capless)).ShouldBe(Server.Chains.ChainsRefusal.NotConfigured);
        (await CodeAsync("/v1/withdrawals", Withdrawal(id))).ShouldBe(WithdrawalsRefusal.BalanceTooLow);
    }

    [PostgresFact]
    public async Task Refuses_intents_and_statements_out_of_place()
    {
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        IntentId id = IntentId.From(Guid.CreateVersion7());
        IntentHead elsewhere = new(Digest.Sha256([1]), id, now, now + TimeSpan.FromDays(1));
        (await SubmitAsync(elsewhere.Compose(IntentKind.Unfreeze))).ShouldBe(IntentsRefusal.GenesisDiffers);
        IntentHead here = elsewhere with { Institution = Bench.Signer.Genesis };
        CanonicalObject first = here.Compose(IntentKind.Unfreeze);
        (await SubmitAsync(first)).ShouldBe("");
        (await SubmitAsync(first)).ShouldBe("");
        CanonicalObject second = (here with { ExpiresAt = now + TimeSpan.FromDays(2) }).Compose(IntentKind.Unfreeze);
        (await SubmitAsync(second)).ShouldBe(IntentsRefusal.IdReused);
        CanonicalObject client = here.Compose(
            IntentKind.ClientRegistration, ("client", Guid.CreateVersion7().ToString("D")),
            ("nameCommitment", Digest.Sha256([2]).ToString()), ("service", "custody"));
        (await SubmitAsync(client)).ShouldBe(IntentsRefusal.MovementElsewhere);

        string digest = NewIntent.Read(first).Digest.ToString();
        byte[] other = Bench.Signer.Alice.Say(
            Bench.Signer.Genesis, Verdict.Approve, now, [Digest.Sha256([3])]).ToBytes();
        ApiAnswer answer = await Bench.Api.PostAsync(
            $"/v1/intents/{digest}/statements", other, null, CancellationToken.None);
        answer.ToRefusal().Code.ShouldBe(IntentsRefusal.StatementElsewhere);
    }

    [PostgresFact]
    public async Task A_ticket_opens_one_intent_to_the_station_and_nothing_else()
    {
        string digest = (string)(await Bench.PostAsync("/v1/clients", Ada))["intentDigest"]!;
        string other = (string)(await Bench.PostAsync("/v1/clients", Ada))["intentDigest"]!;
        JsonObject link = await Bench.PostAsync($"/v1/intents/{digest}/links", "{}");
        using HttpClient station = Bench.NewStranger();
        station.DefaultRequestHeaders.Add("Origin", ServerBench.Station);
        using HttpResponseMessage shown = await station.GetAsync(new Uri((string)link["path"]!, UriKind.Relative));
        shown.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([ServerBench.Station]);
        JsonNode body = JsonNode.Parse(await shown.Content.ReadAsStringAsync())!;
        Base64UrlText.TryRead((string)body["bytes"]!, Intent.BytesMax, out byte[]? bytes).ShouldBeTrue();
        Intent.TryParse(bytes, out Intent? intent, out _).ShouldBeTrue();
        intent!.Digest.ToString().ShouldBe(digest);
        ((string)body["registry"]!["genesis"]!).ShouldBe(Bench.Signer.Genesis.ToString());

        string statement = $"/station/intents/{digest}/statements?ticket={(string)link["ticket"]!}";
        byte[] signed = Bench.Signer.Operator.Say(
            Bench.Signer.Genesis, Verdict.Request, Timestamp.From(DateTimeOffset.UtcNow), [intent.Digest]).ToBytes();
        using ByteArrayContent content = new(signed);
        using HttpResponseMessage taken = await station.PostAsync(new Uri(statement, UriKind.Relative), content);
        taken.IsSuccessStatusCode.ShouldBeTrue(await taken.Content.ReadAsStringAsync());

        Uri wrong = new($"/station/intents/{other}?ticket={(string)link["ticket"]!}", UriKind.Relative);
        using HttpResponseMessage refused = await station.GetAsync(wrong);
        ((int)refused.StatusCode).ShouldBe(404);
        (await refused.Content.ReadAsStringAsync()).ShouldContain(IntentsRefusal.TicketUnknown);
    }

    [PostgresFact]
    public async Task Explains_who_is_missing()
    {
        string digest = (string)(await Bench.PostAsync("/v1/clients", Ada))["intentDigest"]!;
        (await Bench.SayAsync(Bench.Signer.Operator, Verdict.Request, digest)).Status.ShouldBe(200);
        JsonNode preview = (await Bench.GetAsync($"/v1/intents/{digest}"))["preview"]!;
        ((string)preview["rule"]!).ShouldBe("governance");
        ((bool)preview["isComplete"]!).ShouldBeFalse();
        ((string)preview["missing"]!).ShouldContain("2 of approvers");
    }

    private static string Withdrawal(string client) =>
        $$"""{"client":"{{client}}","asset":"{{BenchDesk.Ether}}","amount":"1","to":"{{BenchDesk.Recipient}}","feeMax":"1000"}""";

    private async Task<string> SubmitAsync(CanonicalObject intent)
    {
        ApiAnswer answer = await Bench.Api.PostAsync("/v1/intents", intent.ToBytes(), null, CancellationToken.None);
        return answer.IsSuccess ? "" : answer.ToRefusal().Code;
    }

    private async Task<string> CodeAsync(string path, string body) =>
        (await Bench.TryPostAsync(path, body)).ToRefusal().Code;

    private async Task<string> GetCodeAsync(string path) =>
        (await Bench.Api.GetAsync(path, CancellationToken.None)).ToRefusal().Code;
}
