using Strongroom.Attestations;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// An intent that may be registered: derive what <see cref="Demands"/> names, then write <see
/// cref="ToLeaf"/>. With <see cref="Earlier"/> it was registered before: answer from that record and write
/// nothing.
/// </summary>
public sealed class Registration
{
    private readonly Submission? _submission;
    private readonly PersonId _requester;
    private KeyEffect? _key;

    private Registration(IntentRecord earlier)
    {
        Earlier = earlier;
        NotBefore = earlier.NotBefore;
        Rule = earlier.Rule;
        Trail = [];
        Attestations = [];
        Demands = [];
    }

    private Registration(Submission submission, PersonId requester, Decision decision, Timestamp now)
    {
        _submission = submission;
        _requester = requester;
        Rule = decision.Rule.Id;
        Trail = decision.Trail;
        NotBefore = now + TimeSpan.FromMinutes(decision.Rule.DelayMinutes);
        Now = now;
        Attestations = decision.Attestations;
        TakesEffect = decision.Rule.DelayMinutes == 0 && submission.Intent is Intent.Governance;
        Demands = [];
    }

    public IntentRecord? Earlier { get; }

    public RuleId Rule { get; }

    public IReadOnlyList<RuleTrace> Trail { get; }

    /// <summary>The attestations that the decision rests on; the leaf holds them.</summary>
    public IReadOnlyList<SignedAttestation> Attestations { get; }

    public Timestamp NotBefore { get; }

    /// <summary>The time of the decision, which the leaf must carry.</summary>
    public Timestamp Now { get; }

    /// <summary>Whether the leaf carries the effect of a governance intent that nothing delays.</summary>
    public bool TakesEffect { get; }

    /// <summary>Whether what came with the intent is to be kept beside the journal.</summary>
    public bool HasAttachment => _submission?.Intent is Intent.KeyRegistration;

    /// <summary>The accounts whose addresses must be derived before the leaf is written.</summary>
    public IReadOnlyList<AccountDemand> Demands { get; private init; }

    /// <summary>
    /// The leaf that registers the intent; <paramref name="addresses"/> answer the demands in order.
    /// </summary>
    public RegisteredLeaf ToLeaf(LeafStamp stamp, IReadOnlyList<DerivedAddress> addresses)
    {
        Invariant.Holds(_submission is not null && stamp.Time == Now);
        DerivedAddress.Match(Demands, addresses);
        SignedStatement[] statements = new SignedStatement[_submission.Statements.Count];
        for (int i = 0; i < statements.Length; i++) statements[i] = _submission.Statements[i].Signed;
        IntentEffect? effect = TakesEffect ? new IntentEffect(addresses) { Key = _key } : null;
        return new RegisteredLeaf(stamp, _requester, _submission.Intent, statements, Rule, NotBefore, effect)
        {
            Attestations = Attestations,
        };
    }

    internal static Registration Again(IntentRecord earlier) => new(earlier);

    internal static Registration Of(
        State state, Submission submission, PersonId requester, Decision decision, Timestamp now)
    {
        bool isDelayed = decision.Rule.DelayMinutes > 0;
        return new Registration(submission, requester, decision, now)
        {
            _key = isDelayed ? null : KeyRules.EffectOf(state, submission.Intent, submission.Read),
            Demands = isDelayed ? [] : AccountPlan.Of(state, submission.Intent),
        };
    }
}
