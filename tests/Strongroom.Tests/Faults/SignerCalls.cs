using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Faults;

/// <summary>
/// One wallet with several accounts, used at the Signer's own socket by a caller who asks again until answered.
/// </summary>
internal sealed class SignerCalls(House house) : IDisposable
{
    private static readonly TimeSpan CallMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = house.SignerClient();
    private readonly ClientId client = ClientId.From(Guid.CreateVersion7());

    internal async Task<IReadOnlyList<AccountId>> OpenAsync(int accounts)
    {
        AccountId[] opened = [.. Enumerable.Range(0, accounts).Select(_ => AccountId.From(Guid.CreateVersion7()))];
        CanonicalArray terms = CanonicalArray.OfObjects(opened.Select(
            (account, generation) => new AccountTerms(account, SignerDesk.Chain, generation, Temperature.Hot).ToCanonical()));
        await EnactAsync(Head().Compose(
            IntentKind.ChainRegistration, ("chain", $"{SignerDesk.Chain}"), ("name", "Local chain"), ("confirmations", 2),
            ("native", CanonicalObject.Of(("asset", $"{SignerDesk.Ether}"), ("decimals", 18), ("symbol", "ETH")))));
        await EnactAsync(Head().Compose(
            IntentKind.ClientRegistration, ("client", $"{client}"),
            ("nameCommitment", Digest.Sha256("Ada"u8).ToString()), ("service", "custody")));
        await EnactAsync(Head().Compose(
            IntentKind.WalletOpening, ("client", $"{client}"), ("wallet", $"{Guid.CreateVersion7():D}"),
            ("accounts", terms)));
        return opened;
    }

    internal Task<JsonNode> AccountAsync(AccountId account) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Get, $"/v1/registry/accounts/{account}"));

    internal Task<JsonNode> IntentAsync(Digest digest) =>
        AskAsync(() => new HttpRequestMessage(HttpMethod.Get, $"/v1/intents/{digest}"));

    /// <summary>Registered and signed in one call, under the nonce that the Signer says is next.</summary>
    internal async Task<Released> WithdrawAsync(AccountId account, ulong wei)
    {
        JsonNode shown = await AccountAsync(account);
        EthereumAddress from = SignerDesk.Address(shown["address"]!.GetValue<string>());
        TransferCall.TryCreate(
            SignerDesk.Ether, SignerDesk.Recipient, new Amount((UInt256)wei), out TransferCall? call, out _).ShouldBeTrue();
        Intent intent = SignerDesk.Parse(Intent.Movement.Compose(
            Head(), IntentKind.Withdrawal, new MovementTerms(account, from, call!, SignerDesk.FeeMax),
            ("client", $"{client}")));
        string unsigned = HexText.Format(SignerDesk.Unsigned(intent, shown["nextNonce"]!.GetValue<ulong>()));
        using CancellationTokenSource answered = new();
        Task watch = WatchAsync(intent.Digest, answered.Token);
        JsonNode answer = await SubmitAsync(intent, $",\"unsigned\":\"{unsigned}\"");
        await answered.CancelAsync();
        await watch;
        return Released.Read(intent.Digest, unsigned, answer["signature"]!);
    }

    /// <summary>Under which index the Signer said, to somebody who looked on, that it had registered an intent.</summary>
    internal ConcurrentDictionary<(Digest Intent, ulong Index), bool> Told { get; } = new();

    /// <summary>Asks again for a signature that was given before.</summary>
    internal async Task<string> SignAgainAsync(Released released)
    {
        string body = $$"""{"intent":"{{released.Intent}}","unsigned":"{{released.Unsigned}}"}""";
        return (await AskAsync(() => Post("/v1/signatures", body)))["signed"]!.GetValue<string>();
    }

    internal async Task<JsonNode> StatusAsync() =>
        await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, "/v1/status"));

    public void Dispose() => http.Dispose();

    private Task<JsonNode> EnactAsync(CanonicalObject body) => SubmitAsync(SignerDesk.Parse(body), "");

    private Task<JsonNode> SubmitAsync(Intent intent, string more)
    {
        (TestPerson Person, Verdict Verdict)[] said =
        [
            (house.Operator, Verdict.Request), (house.Alice, Verdict.Approve), (house.Bob, Verdict.Approve),
        ];
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        string statements = string.Join(',', said.Select(one => Encoding.UTF8.GetString(
            one.Person.Say(house.Genesis, one.Verdict, now, intent.Digest).ToBytes())));
        string bytes = Encoding.UTF8.GetString(intent.Bytes.Span);
        string body = $$"""{"intent":{{bytes}},"statements":[{{statements}}]{{more}}}""";
        return AskAsync(() => Post("/v1/intents", body));
    }

    private static HttpRequestMessage Post(string path, string body) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private async Task<JsonNode> AskAsync(Func<HttpRequestMessage> make)
    {
        string last = "";
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < CallMax; await Task.Delay(Pause))
        {
            try
            {
                using HttpRequestMessage request = make();
                using HttpResponseMessage response = await http.SendAsync(request);
                last = await response.Content.ReadAsStringAsync();
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    response.IsSuccessStatusCode.ShouldBeTrue($"{request.RequestUri}: {last}");
                    return JsonNode.Parse(last)!;
                }
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
            {
                last = problem.Message;
            }
        }

        throw new TimeoutException(last);
    }

    private async Task WatchAsync(Digest digest, CancellationToken answered)
    {
        while (!answered.IsCancellationRequested)
        {
            try
            {
                using HttpResponseMessage response = await http.GetAsync($"/v1/intents/{digest}", CancellationToken.None);
                string text = await response.Content.ReadAsStringAsync(CancellationToken.None);
                if (response.IsSuccessStatusCode) Told[(digest, JsonNode.Parse(text)!["index"]!.GetValue<ulong>())] = true;
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    private IntentHead Head()
    {
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        return new IntentHead(
            house.Genesis, IntentId.From(Guid.CreateVersion7()), now, now + TimeSpan.FromDays(1));
    }
}
