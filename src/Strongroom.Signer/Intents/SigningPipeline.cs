using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Cold;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Recovery;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Signer.Intents;

/// <summary>
/// The Signer without its listeners: every call of docs/formats/signer-api.md, from bytes to an answer. Four
/// stages: verify signatures (parallel), decide and record (one at a time, short), wait for disk and
/// witnesses (many together), sign and verify (parallel). Thread-safe.
/// </summary>
internal sealed class SigningPipeline
{
    private readonly Workbench bench;
    private readonly RegisterSubmission register;
    private readonly EffectDelayed effect;
    private readonly SignRegistered sign;
    private readonly TakeStatements statements;
    private readonly ColdDesk cold;
    private readonly ExportDescriptors descriptors;

    internal SigningPipeline(
        RecordedState record, SigningPermit permit, AddressBook addresses, TimeSpan cosigningMax)
    {
        bench = new Workbench(record, permit, addresses, cosigningMax);
        State state;
        using (RecordedState.Turn turn = record.Take()) state = turn.State;
        register = new RegisterSubmission(bench, state);
        effect = new EffectDelayed(bench);
        sign = new SignRegistered(bench);
        statements = new TakeStatements(bench, state);
        cold = new ColdDesk(bench);
        descriptors = new ExportDescriptors(bench);
    }

    internal Workbench Bench => bench;

    internal Task<Outcome<RegistrationAnswer>> RegisterAsync(SubmittedBytes bytes, CancellationToken stop) =>
        register.RunAsync(bytes, stop);

    internal Task<Outcome<RegistrationAnswer>> EffectAsync(Digest digest, CancellationToken stop) =>
        effect.RunAsync(digest, stop);

    internal Task<Outcome<SignatureAnswer>> SignAsync(
        Digest digest, byte[] unsigned, CancellationToken stop) =>
        sign.RunAsync(digest, unsigned, stop);

    internal Task<Outcome<IndexAnswer>> StateAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> bytes, CancellationToken stop) =>
            statements.RunAsync(bytes, stop);

    /// <summary>The calls that cold Signers are about.</summary>
    internal ColdDesk Cold => cold;

    internal Task<Outcome<DescriptorAnswer>> DescriptorsAsync(ulong from, CancellationToken stop) =>
        descriptors.RunAsync(from, stop);

    internal StatusAnswer Status()
    {
        using RecordedState.Turn turn = bench.Record.Take();
        Refusal? closed = bench.Permit.Check(out _);
        Founding founding = turn.State.Founding.Founding;
        HsmGroup[] groups =
            [.. bench.Addresses.Keys.All.Select(keys => keys.Keystore.Group).OfType<HsmGroup>()];
        return new StatusAnswer
        {
            Institution = turn.State.Institution,
            Profile = founding.Profile == Profile.Production ? "production" : "demo",
            Origin = founding.JournalOrigin,
            Size = turn.State.Size,
            Build = BuildHash.OfThisAssembly,
            Time = bench.Record.Clock.Now(),
            PolicyVersion = turn.State.Policy.Version,
            IsFrozen = turn.State.IsFrozen,
            Tokens = groups.Sum(group => group.Tokens.Count),
            TokensHealthy = groups.Sum(group => group.HealthyCount),
            Reason = closed?.Code ?? (turn.State.IsFrozen ? RegistryRefusal.Frozen : null),
        };
    }

    /// <summary>What the Signer goes by now, on the disk or on its way there.</summary>
    internal RegistryAnswer Registry()
    {
        using RecordedState.Turn turn = bench.Record.Take();
        return RegistryAnswer.Of(turn.State, bench.Record.Clock.Now(), bench.Addresses);
    }

    internal async Task<Outcome<KeyRegisterAnswer>> KeysAsync(CancellationToken stop)
    {
        KeyRegisterAnswer answer;
        using (RecordedState.Turn turn = bench.Record.Take())
            answer = KeyRegisterAnswer.Of(turn.State, bench.Record.Clock.Now(), bench.Addresses);
        await DurableAsync().WaitAsync(stop);
        return answer;
    }

    internal async Task<Outcome<RootAccountsAnswer>> RootAccountsAsync(
        Digest root, long from, CancellationToken stop)
    {
        RootAccountsAnswer answer;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            if (!turn.State.TryGetRoot(root, out RootRecord? record)) return NotFound("root");
            answer = RootAccountsAnswer.Of(turn.State, record, from);
        }

        await DurableAsync().WaitAsync(stop);
        return answer;
    }

    // The following answer only with what is on the disk: nobody is told what a crash could take back.

    internal async Task<Outcome<RegistryAnswer>> RegistryAsync(CancellationToken stop)
    {
        RegistryAnswer answer = Registry();
        await DurableAsync().WaitAsync(stop);
        return answer;
    }

    internal async Task<Outcome<IntentAnswer>> IntentAsync(Digest digest, CancellationToken stop)
    {
        Outcome<IntentAnswer> answer = Intent(digest);
        await DurableAsync().WaitAsync(stop);
        return answer;
    }

    internal async Task<Outcome<AccountAnswer>> AccountAsync(AccountId id, CancellationToken stop)
    {
        AccountAnswer answer;
        Task durable;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            if (!turn.State.TryGetAccount(id, out AccountRecord? account)) return NotFound("account");
            answer = new AccountAnswer(account, turn.State.NextNonce(account.Chain, account.Address));
            durable = turn.Durable;
        }

        await durable.WaitAsync(stop);
        return answer;
    }

    private Outcome<IntentAnswer> Intent(Digest digest)
    {
        using RecordedState.Turn turn = bench.Record.Take();
        return turn.State.TryGetIntent(digest, out IntentRecord? intent) ? new IntentAnswer(intent)
            : NotFound("digest");
    }

    private Task DurableAsync()
    {
        Task durable;
        using (RecordedState.Turn turn = bench.Record.Take()) durable = turn.Durable;
        return durable;
    }

    private static Refusal NotFound(string field) =>
        new(SignerRefusal.NotFound, "There is no such thing here.", field);
}
