namespace Strongroom.Signer.Hosting;

/// <summary>Why this Signer does not act, as codes that last (docs/formats/refusals.md).</summary>
internal static class SignerRefusal
{
    public const string ActivationRequired = "signer.activation-required";
    public const string ArgumentMissing = "signer.argument-missing";
    public const string ArgumentUnknown = "signer.argument-unknown";
    public const string BodyMalformed = "signer.body-malformed";
    public const string BodyTooLarge = "signer.body-too-large";
    public const string CertificateUnusable = "signer.certificate-unusable";
    public const string ClockDiffers = "signer.clock-differs";
    public const string ClockJumped = "signer.clock-jumped";
    public const string DataFolderLocked = "signer.data-folder-locked";
    public const string DataFolderUsed = "signer.data-folder-used";
    public const string HsmSettings = "signer.hsm-settings";
    public const string JournalBehindWitness = "signer.journal-behind-witness";
    public const string JournalForked = "signer.journal-forked";
    public const string JournalKeyOther = "signer.journal-key-other";
    public const string JournalKeyUnreadable = "signer.journal-key-unreadable";
    public const string KeystoreAbsent = "signer.keystore-absent";
    public const string KeystoreMalformed = "signer.keystore-malformed";
    public const string KeystoreOtherGenesis = "signer.keystore-other-genesis";
    public const string KeystoreSealed = "signer.keystore-sealed";
    public const string KeystoreTwice = "signer.keystore-twice";
    public const string LevelUnavailable = "signer.level-unavailable";
    public const string ListenerMalformed = "signer.listener-malformed";
    public const string MethodUnknown = "signer.method-unknown";
    public const string NotActivated = "signer.not-activated";
    public const string NotFound = "signer.not-found";
    public const string NotFounded = "signer.not-founded";
    public const string NotWitnessed = "signer.not-witnessed";
    public const string PeerCertificateMissing = "signer.peer-certificate-missing";
    public const string PeerCertificateOther = "signer.peer-certificate-other";
    public const string PeerCertificateOutdated = "signer.peer-certificate-outdated";
    public const string PeerHandshake = "signer.peer-handshake";
    public const string PeerTooMany = "signer.peer-too-many";
    public const string PeerUid = "signer.peer-uid";
    public const string ProtectionLevel = "signer.protection-level";
    public const string RouteUnknown = "signer.route-unknown";
    public const string SecretExposed = "signer.secret-exposed";
    public const string ServerOnHost = "signer.server-on-host";
    public const string TokenRefused = "signer.token-refused";
    public const string TokenUnavailable = "signer.token-unavailable";
    public const string WitnessMissing = "signer.witness-missing";
    public const string WitnessUnknown = "signer.witness-unknown";
}
