namespace Strongroom.Registry;

/// <summary>
/// The refusal codes of this room: what an intent, a statement or a transaction meets at the Signer.
/// </summary>
public static class RegistryRefusal
{
    // The intent itself.
    public const string OtherInstitution = "registry.other-institution";
    public const string NotYetCreated = "registry.not-yet-created";
    public const string Expired = "registry.expired";
    public const string IdReused = "intent.id-reused";
    public const string Closed = "registry.closed";
    public const string TooLarge = "registry.too-large";

    // What it names.
    public const string UnknownChain = "registry.unknown-chain";
    public const string UnknownAsset = "registry.unknown-asset";
    public const string UnknownClient = "registry.unknown-client";
    public const string UnknownAccount = "registry.unknown-account";
    public const string AccountDiffers = "registry.account-differs";
    public const string OtherOwner = "registry.other-owner";
    public const string RecipientDiffers = "registry.recipient-differs";
    public const string ReplacedUnknown = "registry.replaced-unknown";
    public const string ReplacedUnsigned = "registry.replaced-unsigned";
    public const string WindowFull = "registry.window-full";

    // Governance.
    public const string ChainKnown = "registry.chain-known";
    public const string AssetKnown = "registry.asset-known";
    public const string SymbolTaken = "registry.symbol-taken";
    public const string ClientKnown = "registry.client-known";
    public const string WalletDiffers = "registry.wallet-differs";
    public const string AccountKnown = "registry.account-known";
    public const string SlotTaken = "registry.slot-taken";
    public const string EntryKnown = "registry.entry-known";
    public const string UnknownEntry = "registry.unknown-entry";
    public const string PolicyVersion = "registry.policy-version";
    public const string ColdKeyWrong = "registry.cold-key-wrong";
    public const string ColdSignerKnown = "registry.cold-signer-known";
    public const string ColdPoolEmpty = "registry.cold-pool-empty";
    public const string ColdQueueFull = "registry.cold-queue-full";
    public const string RuleDiffers = "registry.rule-differs";
    public const string NotFrozen = "registry.not-frozen";

    // Keys.
    public const string TranscriptMissing = "registry.transcript-missing";
    public const string PlanNotApproved = "registry.plan-not-approved";
    public const string CeremonyKnown = "registry.ceremony-known";
    public const string ParticipantKey = "registry.participant-key";
    public const string TranscriptRoot = "registry.transcript-root";
    public const string RootKnown = "registry.root-known";
    public const string RootLevel = "registry.root-level";
    public const string UnknownRoot = "registry.unknown-root";
    public const string KeyTransition = "registry.key-transition";
    public const string RootWithoutBackup = "registry.root-without-backup";
    public const string NothingRegistered = "registry.nothing-registered";
    public const string NotDestroyed = "registry.not-destroyed";
    public const string WalletKindDiffers = "registry.wallet-kind-differs";
    public const string RootNotDedicated = "registry.root-not-dedicated";
    public const string NotReturnable = "registry.not-returnable";
    public const string NoActiveRoot = "registry.no-active-root";
    public const string RootMayNotSign = "registry.root-may-not-sign";
    public const string RootOnlySweeps = "registry.root-only-sweeps";
    public const string ReceivingRoot = "registry.receiving-root";

    // Statements.
    public const string TooManyStatements = "registry.too-many-statements";
    public const string TooManyAttestations = "registry.too-many-attestations";
    public const string AttestationTwice = "registry.attestation-twice";
    public const string RequestMissing = "registry.request-missing";
    public const string RequestTwice = "registry.request-twice";
    public const string OtherIntent = "registry.other-intent";
    public const string VerdictNotApproving = "registry.verdict-not-approving";
    public const string RequesterApproves = "registry.requester-approves";
    public const string ServiceKeyApproves = "registry.service-key-approves";
    public const string PersonTwice = "registry.person-twice";
    public const string ConfirmationMissing = "registry.confirmation-missing";
    public const string Frozen = "registry.frozen";

    // Transactions.
    public const string UnknownIntent = "registry.unknown-intent";
    public const string NotMovement = "registry.not-movement";
    public const string NotDelayed = "registry.not-delayed";
    public const string TooSoon = "registry.too-soon";
    public const string CallDiffers = "registry.call-differs";
    public const string FeeAboveMax = "registry.fee-above-max";
    public const string NonceNotNext = "registry.nonce-not-next";
    public const string NonceBound = "registry.nonce-bound";
    public const string SigningsExhausted = "registry.signings-exhausted";

    // Reject, veto, freeze.
    public const string VerdictNotClosing = "registry.verdict-not-closing";
    public const string NothingToClose = "registry.nothing-to-close";
    public const string NotNamedByRule = "registry.not-named-by-rule";
    public const string VerdictNotFreezing = "registry.verdict-not-freezing";
    public const string MayNotFreeze = "registry.may-not-freeze";
    public const string StatementStale = "registry.statement-stale";
}
