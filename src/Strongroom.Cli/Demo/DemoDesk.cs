using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The custody desk: everything goes through the Server's API, as an integrator's program would.
/// </summary>
internal sealed class DemoDesk(ApiClient api, DemoFolder folder, DemoPeople people)
{
    private const int PageSize = 200;
    private static readonly TimeSpan s_waitMax = TimeSpan.FromSeconds(60);
    private static readonly string[] s_dead =
        ["refused", "rejected", "expired", "Refused", "Rejected", "Expired", "Failed"];

    internal async Task<JsonNode> GetAsync(string path, CancellationToken stop) =>
        Answered(path, await api.GetAsync(path, stop));

    /// <summary>
    /// With an idempotency key, doing it again after an interruption gives the first answer.
    /// </summary>
    internal async Task<JsonNode> PostAsync(
        string path, JsonObject body, string? idempotencyKey, CancellationToken stop) => Answered(
        path, await api.PostAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), idempotencyKey, stop));

    /// <summary>The intent's exact bytes, kept in a file; its digest is computed here.</summary>
    internal async Task<Intent> FetchAsync(string digest, CancellationToken stop)
    {
        ApiAnswer answer = await api.GetAsync($"/v1/intents/{digest}/bytes", stop);
        if (!answer.IsSuccess) throw new DemoStoppedException(answer.ToRefusal().ToString());
        if (!Intent.TryParse(answer.Body, out Intent? intent, out Refusal? refusal))
            throw new DemoStoppedException($"the Server's intent is refused: {refusal}");
        if (intent.Digest.ToString() != digest)
            throw new DemoStoppedException("the Server gave another intent");
        DemoFolder.Write(FileOf(digest), answer.Body);
        return intent;
    }

    /// <summary>A whole list, page by page.</summary>
    internal async Task<List<JsonNode>> ListAsync(string path, CancellationToken stop)
    {
        List<JsonNode> items = [];
        string? next = null;
        do
        {
            JsonNode page =
                await GetAsync($"{path}?limit={PageSize}{(next is null ? "" : $"&cursor={next}")}", stop);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        return items;
    }

    /// <summary>The confirmed ones.</summary>
    internal async Task<List<JsonNode>> WithdrawalsAsync(CancellationToken stop) =>
        (await ListAsync("/v1/withdrawals", stop))
            .FindAll(one => one["state"]!.GetValue<string>() == "Confirmed");

    internal string FileOf(string digest) => Path.Combine(folder.Intents, $"{digest}.json");

    /// <summary>
    /// Hands a governance intent in; its bytes are kept, so that a second try is the same intent.
    /// </summary>
    internal async Task<string> SubmitAsync(
        string name, Func<IntentHead, CanonicalObject> compose, Digest genesis, CancellationToken stop)
    {
        string file = Path.Combine(folder.Intents, $"{name}.json");
        if (!File.Exists(file))
        {
            Timestamp now = Timestamp.From(TimeProvider.System.GetUtcNow());
            IntentHead head =
                new(genesis, IntentId.From(NewId.Create()), now, now + TimeSpan.FromDays(7));
            DemoFolder.Write(file, compose(head).ToBytes());
        }

        JsonNode answer =
            Answered(name, await api.PostAsync("/v1/intents", Answer.ReadInput(file), null, stop));
        return answer["digest"]!.GetValue<string>();
    }

    /// <summary>
    /// The person decodes the intent, signs, and hands the statement in; nobody says the same twice.
    /// </summary>
    internal Task SayAsync(string person, Verdict verdict, Intent intent, CancellationToken stop) =>
        HandInOnceAsync(people.Sign(person, verdict, intent), intent, stop);

    /// <summary>Unless the intent is past statements, or has one of this person with this verdict.</summary>
    internal async Task HandInOnceAsync(SignedStatement signed, Intent intent, CancellationToken stop)
    {
        JsonNode detail = await GetAsync($"/v1/intents/{intent.Digest}", stop);
        bool isOpen = detail["intent"]!["state"]!.GetValue<string>() == "awaiting";
        bool isSaid = StatementsOf(detail).Exists(one =>
            one.Statement.Person == signed.Statement.Person
                && one.Statement.Verdict == signed.Statement.Verdict);
        if (isSaid || !isOpen) return;
        string path = $"/v1/intents/{intent.Digest}/statements";
        Answered(path, await api.PostAsync(path, signed.ToBytes(), null, stop));
    }

    /// <summary>All statements that the Server holds on an intent.</summary>
    internal async Task<List<SignedStatement>> StatementsAsync(string digest, CancellationToken stop) =>
        StatementsOf(await GetAsync($"/v1/intents/{digest}", stop));

    private static List<SignedStatement> StatementsOf(JsonNode detail)
    {
        List<SignedStatement> statements = [];
        foreach (JsonNode? one in detail["statements"]!.AsArray())
        {
            if (!SignedStatement.TryParse(
                CanonicalTree.Of(one!.AsObject()), out SignedStatement? signed, out Refusal? refusal))
                throw new DemoStoppedException($"the Server's statement is refused: {refusal}");
            statements.Add(signed);
        }

        return statements;
    }

    /// <summary>
    /// Requested by one person and approved by others; returns when the Signer has registered it.
    /// </summary>
    internal async Task DecideAsync(
        string digest, string requester, IEnumerable<string> approvers, CancellationToken stop)
    {
        Intent intent = await FetchAsync(digest, stop);
        await SayAsync(requester, Verdict.Request, intent, stop);
        foreach (string approver in approvers) await SayAsync(approver, Verdict.Approve, intent, stop);
        await WaitForAsync($"/v1/intents/{digest}", answer =>
            answer["intent"], ["effective", "registered", "signed", "closed"], stop);
    }

    internal Task<JsonNode> WaitForAsync(string path, string state, CancellationToken stop) =>
        WaitForAsync(path, answer => answer, [state], stop);

    /// <summary>
    /// Reads until the state is one of these; a state from which they are never reached ends the demo.
    /// </summary>
    private async Task<JsonNode> WaitForAsync(
        string path, Func<JsonNode, JsonNode?> part, string[] states, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            JsonNode answer = await GetAsync(path, stop);
            JsonNode seen = part(answer) ?? throw new DemoStoppedException($"{path} has no state");
            string state = seen["state"]!.GetValue<string>();
            if (states.Contains(state, StringComparer.Ordinal)) return answer;
            string? code = (seen["refusalCode"] ?? seen["reasonCode"])?.GetValue<string>();
            if (s_dead.Contains(state, StringComparer.Ordinal))
                throw new DemoStoppedException(
                    $"{path} ended as {state} ({code}); begin anew in another folder");
            if (Stopwatch.GetElapsedTime(started) > s_waitMax)
                throw new DemoStoppedException(
                    $"{path} still says {state} after {s_waitMax.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
    }

    private static JsonNode Answered(string what, ApiAnswer answer) => answer.IsSuccess
        ? answer.ToJson()!
        : throw new DemoStoppedException($"the Server refuses {what}: {answer.ToRefusal()}");
}
