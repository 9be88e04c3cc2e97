using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Strongroom.Server.Attestations;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Policies;

/// <summary>
/// Which rule will apply and who is missing, by the Signer's own pure evaluator over the Server's copies of
/// its facts. It explains and it times the hand-over; it decides nothing.
/// </summary>
internal sealed class PreviewPolicy
{
    private readonly TimeProvider _clock;

    private readonly AttestationShelf _shelf;

    public PreviewPolicy(TimeProvider clock, AttestationShelf shelf)
    {
        _clock = clock;
        _shelf = shelf;
    }

    /// <summary>What to send along with the intent: the same that the preview goes by.</summary>
    internal async Task<IReadOnlyList<CanonicalObject>> AttestationsAsync(
        DbScope scope, RegistryCopy registry, Intent intent, CancellationToken stop) =>
        [.. (await _shelf.ChooseAsync(scope, registry, intent, stop)).Select(fact => fact.Signed.Body)];

    /// <summary>Null until somebody has requested the intent.</summary>
    internal async Task<Decision?> EvaluateAsync(
        DbScope scope, RegistryCopy registry, Intent intent, IEnumerable<SignedStatement> statements,
        CancellationToken stop)
    {
        Tally tally = Tally.Of(statements);
        if (tally.Request is null || ParticipantOf(registry, tally.Request) is not { } requester) return null;
        List<Participant> approvals = [];
        foreach (SignedStatement approval in tally.Approvals)
        {
            if (ParticipantOf(registry, approval) is { } approver) approvals.Add(approver);
        }

        Timestamp now = Timestamp.From(_clock.GetUtcNow());
        PolicyFacts facts = new()
        {
            Now = now,
            Requester = requester,
            Approvals = approvals,
            Account = intent is Intent.Movement movement ? await AccountAsync(scope, movement, stop) : null,
            Receiver = await ReceiverAsync(scope, intent, stop),
            IsAllowlisted = await IsAllowlistedAsync(scope, intent, stop),
            Attested = await _shelf.ChooseAsync(scope, registry, intent, stop),
            Windows = await WindowsAsync(scope, registry.Policy, intent, requester.Person, stop),
        };
        return PolicyEvaluation.Evaluate(registry.Policy, intent, facts);
    }

    private static Participant? ParticipantOf(RegistryCopy registry, SignedStatement signed) =>
        registry.Roster.TryGetKey(signed.Key, out Person? person, out PersonKey? key)
            ? new Participant(person.Id, person.Groups, key.Class == KeyClass.Independent)
            {
                CanApprove = key.Class != KeyClass.Service,
            }
            : null;

    private static async Task<PayingAccount?> AccountAsync(
        DbScope scope, Intent.Movement movement, CancellationToken stop)
    {
        List<PayingAccount> found =
            await scope.Command("SELECT temperature, level FROM account WHERE id = @id")
            .With("id", movement.Account.Value.ToGuid()).ListAsync(
            row => new PayingAccount(
                Temperatures.TryParse(row.GetString(0), out Temperature temperature, out _) ? temperature
                    : default,
                ProtectionLevels.TryParse(row.GetStringOrNull(1) ?? "", out ProtectionLevel level) ? level
                    : default),
            stop);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<Temperature?> ReceiverAsync(
        DbScope scope, Intent intent, CancellationToken stop)
    {
        if ((intent as Intent.Movement)?.ToAccountId is not { } to) return null;
        string? text = await scope.Command("SELECT temperature FROM account WHERE id = @id")
            .With("id", to.Value.ToGuid()).FirstAsync(row => row.GetString(0), stop);
        return Temperatures.TryParse(text ?? "", out Temperature temperature, out _) ? temperature : null;
    }

    private static async Task<bool> IsAllowlistedAsync(DbScope scope, Intent intent, CancellationToken stop)
    {
        ClientId? client = (intent as Intent.Withdrawal)?.Client ?? (intent as Intent.InternalMove)?.Client;
        if (client is not { } owner || intent is not Intent.Movement movement) return false;
        return await scope.Command("""
            SELECT true FROM allowlist_entry WHERE client = @client AND chain = @chain AND address = @address LIMIT 1
            """).With("client", owner.Value.ToGuid()).With("chain", movement.Chain.ToString())
            .With("address", movement.To.ToString()).FirstAsync(row => row.GetBoolean(0), stop);
    }

    // The sums of this intent's own scopes, by what was registered through this Server.
    private async Task<RollingWindows> WindowsAsync(
        DbScope scope, Policy policy, Intent intent, PersonId requester, CancellationToken stop)
    {
        RollingWindows windows = new();
        if (intent is not Intent.Movement movement) return windows;
        RuleWindow[] asked = [.. policy.Rules.SelectMany(rule => rule.Windows)];
        if (asked.Length == 0) return windows;
        WindowKeys keys = WindowKeys.Of(movement, requester);
        // Only windows over everybody need everybody's movements.
        bool isWide = asked.Any(window => window.Scope is WindowScope.Institution or WindowScope.Requester);
        DateTimeOffset from = _clock.GetUtcNow().AddMinutes(-RollingWindows.MinutesMax);
        List<RegisteredAmount> registered = await scope.Command("""
            SELECT floor(extract(epoch FROM m.created_at) / 60)::bigint, m.client, m.account, s.person, sum(m.amount)
            FROM movement m JOIN intent i ON i.digest = m.digest
            JOIN statement s ON s.digest = m.digest AND s.verdict = 'request'
            WHERE m.asset = @asset AND m.created_at > @from AND i.journal_index IS NOT NULL
                AND (@wide OR m.client::text = @client)
            GROUP BY 1, 2, 3, 4 ORDER BY 1
            """).With("asset", movement.Asset.ToString()).With("from", from)
            .With("wide", isWide).With("client", keys.Client).ListAsync(
            row => new RegisteredAmount(
                row.GetInt64(0), row.GetGuid(1).ToString("D"), row.GetGuid(2).ToString("D"), row.GetString(3),
                row.GetAmount(4)), stop);
        foreach (RegisteredAmount amount in registered)
        {
            if (amount.Client == keys.Client) windows.Add(
                keys[WindowScope.Client], amount.Minute, amount.Amount);
            if (amount.Account == keys.Account) windows.Add(
                keys[WindowScope.Account], amount.Minute, amount.Amount);
            if (amount.Person == keys.Requester) windows.Add(
                keys[WindowScope.Requester], amount.Minute, amount.Amount);
            windows.Add(keys[WindowScope.Institution], amount.Minute, amount.Amount);
        }

        return windows;
    }

    private sealed record RegisteredAmount(
        long Minute, string Client, string Account, string Person, Amount Amount);
}
