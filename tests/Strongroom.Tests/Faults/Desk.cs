using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Faults;

/// <summary>
/// People's daily work through the Server's API, by callers who know that a call without an answer may have had its
/// effect: they make the same call again.
/// </summary>
internal sealed class Desk(House house) : IDisposable
{
    private static readonly TimeSpan CallMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EffectMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ApiClient client = house.ServerConfig.Client();
    private readonly List<string> surprises = [];

    /// <summary>Answers that no caller should ever get, whatever was killed.</summary>
    internal IReadOnlyList<string> Surprises
    {
        get { lock (surprises) return [.. surprises]; }
    }

    internal Task<JsonNode> GetAsync(string path) =>
        InsistAsync(path, stop => client.GetAsync(path, stop), isRefusalFinal: true);

    /// <summary>The answer; or, when <paramref name="isRefusalFinal"/> is not set, tried until it is accepted.</summary>
    internal Task<JsonNode> PostAsync(string path, JsonNode body, string? key = null, bool isRefusalFinal = false) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), key, isRefusalFinal);

    internal async Task RegisterChainAsync()
    {
        IntentHead head = Head();
        CanonicalObject native = CanonicalObject.Of(
            ("asset", DevChain.Ether), ("decimals", 18), ("symbol", "ETH"));
        await EnactAsync(SignerDesk.Parse(head.Compose(
            IntentKind.ChainRegistration, ("chain", DevChain.Id), ("name", "Local chain"), ("confirmations", 2),
            ("native", native))));
    }

    internal Task RegisterTokenAsync(string asset) => EnactAsync(SignerDesk.Parse(Head().Compose(
        IntentKind.AssetRegistration, ("asset", asset), ("decimals", 6), ("name", "Demo Dollar"), ("symbol", "DUSD"))));

    /// <summary>Registers a client and opens a wallet; its ids and address.</summary>
    internal async Task<Holder> OpenClientAsync(string name)
    {
        JsonNode registered = await PostAsync("/v1/clients", new JsonObject { ["name"] = name }, NewKey());
        await ApproveAsync(Text(registered, "intentDigest"));
        await AwaitEffectAsync(Text(registered, "intentDigest"));
        string id = Text(registered, "id");
        JsonObject opening = new() { ["client"] = id, ["chains"] = new JsonArray(DevChain.Id) };
        return await OpenAsync("/v1/wallets", opening, id);
    }

    internal Task<Holder> OpenHouseAsync() =>
        OpenAsync("/v1/house-wallets", new JsonObject { ["chain"] = DevChain.Id }, null);

    /// <summary>Requested by the operator, approved by Alice and Bob.</summary>
    internal async Task ApproveAsync(string digest)
    {
        await StateAsync(house.Operator, Verdict.Request, digest);
        await StateAsync(house.Alice, Verdict.Approve, digest);
        await StateAsync(house.Bob, Verdict.Approve, digest);
    }

    /// <summary>Hands in a statement; an intent that has gone on or ended meanwhile does not need it any more.</summary>
    internal async Task StateAsync(TestPerson person, Verdict verdict, string digest)
    {
        Digest.TryParse(digest, out Digest intent, out _).ShouldBeTrue();
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        byte[] statement = person.Say(house.Genesis, verdict, now, intent).ToBytes();
        string path = $"/v1/intents/{digest}/statements";
        JsonNode answer = await PostAsync(path, statement, null, isRefusalFinal: true);
        if (answer["code"]?.GetValue<string>() is { } code) code.ShouldBe("intents.ended", $"{path}: {answer}");
    }

    internal async Task<string> StateOfAsync(string digest) =>
        Text((await GetAsync($"/v1/intents/{digest}"))["intent"]!, "state");

    internal async Task AwaitPositionAsync(string positionsPath, string asset, BigInteger amount)
    {
        await UntilAsync($"{amount} of {asset}", async () => (await GetAsync(positionsPath))["items"]!.AsArray()
            .Any(item => Text(item!, "asset") == asset && BigInteger.Parse(Text(item!, "posted"), CultureInfo.InvariantCulture) >= amount));
    }

    internal static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < EffectMax; await Task.Delay(Pause))
        {
            if (await holds()) return;
        }

        throw new TimeoutException("never came about: " + what);
    }

    internal static string NewKey() => Guid.NewGuid().ToString("N");

    internal static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    public void Dispose() => client.Dispose();

    private IntentHead Head()
    {
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        return new IntentHead(
            house.Genesis, IntentId.From(Guid.CreateVersion7()), now, now + TimeSpan.FromDays(1));
    }

    private async Task EnactAsync(Intent intent)
    {
        await PostAsync("/v1/intents", intent.Bytes.ToArray(), null, isRefusalFinal: false);
        await ApproveAsync(intent.Digest.ToString());
        await AwaitEffectAsync(intent.Digest.ToString());
    }

    private async Task AwaitEffectAsync(string digest)
    {
        await UntilAsync($"the effect of {digest}", async () =>
        {
            string state = await StateOfAsync(digest);
            state.ShouldNotBe("refused", await Detail(digest));
            return state == "effective";
        });
    }

    private async Task<Holder> OpenAsync(string path, JsonObject body, string? client)
    {
        JsonNode opened = await PostAsync(path, body, NewKey());
        await ApproveAsync(Text(opened, "intentDigest"));
        await AwaitEffectAsync(Text(opened, "intentDigest"));
        string wallet = Text(opened, "id");
        JsonNode account = (await GetAsync($"{path}/{wallet}"))["accounts"]!.AsArray()[0]!;
        string owner = client is null ? $"/v1/house-wallets/{wallet}" : $"/v1/clients/{client}";
        return new Holder(client ?? "", Text(account, "id"), Text(account, "address"), owner + "/positions");
    }

    private Task<JsonNode> PostAsync(string path, byte[] body, string? key, bool isRefusalFinal) =>
        InsistAsync(path, stop => client.PostAsync(path, body, key, stop), isRefusalFinal);

    private async Task<JsonNode> InsistAsync(
        string path, Func<CancellationToken, Task<ApiAnswer>> call, bool isRefusalFinal)
    {
        string last = "";
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < CallMax; await Task.Delay(Pause))
        {
            try
            {
                ApiAnswer answer = await call(CancellationToken.None);
                if (answer.IsSuccess || (isRefusalFinal && answer.Status is >= 400 and < 429)) return answer.ToJson()!;
                last = $"{answer.Status} {Encoding.UTF8.GetString(answer.Body)}";
                if (answer.Status == 500) Note($"{path}: {last}");
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
            {
                last = problem.Message;
            }
        }

        throw new TimeoutException($"{path}: {last}");
    }

    private async Task<string> Detail(string digest) => (await GetAsync($"/v1/intents/{digest}")).ToJsonString();

    private void Note(string surprise)
    {
        lock (surprises) surprises.Add(surprise);
    }
}
