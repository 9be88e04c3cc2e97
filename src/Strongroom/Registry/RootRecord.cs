using System.Diagnostics.CodeAnalysis;
using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>A root in the key register (docs/formats/key-register.md), as the journal left it.</summary>
public sealed record RootRecord
{
    /// <summary>At how many sites a root's shares must have been checked before it is used.</summary>
    public const int BackupSitesMin = 2;

    public required Digest Root { get; init; }

    public required KeyState State { get; init; }

    public required ProtectionLevel Level { get; init; }

    /// <summary>Whether the tokens or files that hold it can ever give it out.</summary>
    public required bool IsExportable { get; init; }

    public string Algorithm { get; init; } = CeremonyPlan.Algorithm;

    public IReadOnlyList<TokenFact> Tokens { get; init; } = [];

    /// <summary>The shares from which it was last rebuilt and compared.</summary>
    public IReadOnlyList<RootBackup> Backups { get; init; } = [];

    public Timestamp? LastRestoreTest { get; init; }

    /// <summary>The client to whom a dedicated root belongs.</summary>
    public ClientId? Client { get; init; }

    /// <summary>The digest of the plan that made it; absent for the root of the founding.</summary>
    public Digest? Ceremony { get; init; }

    /// <summary>What of it registered ceremonies destroyed: keystore, shares.</summary>
    public IReadOnlyList<string> Destroyed { get; init; } = [];

    /// <summary>
    /// Nothing is left that could rebuild it: no keystore, and no shares if there were any.
    /// </summary>
    public bool IsGone => Destroyed.Contains(CeremonyOutcome.Keystore, StringComparer.Ordinal)
        && (Backups.Count == 0 || Destroyed.Contains(CeremonyOutcome.Shares, StringComparer.Ordinal));

    /// <summary>The leaf that first made it Active: the newest Active root gets the new accounts.</summary>
    public ulong? ActiveSince { get; init; }

    /// <summary>When it last changed its state, and why.</summary>
    public required Timestamp ChangedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>How many accounts were derived below it.</summary>
    public long Accounts { get; init; }

    /// <summary>Whether its shares were checked at enough sites.</summary>
    public bool HasBackup =>
        Backups.Select(backup => backup.Site).Distinct(StringComparer.Ordinal).Count() >= BackupSitesMin;

    public CanonicalObject ToObject() => CanonicalObject.Of(
        ("accounts", Accounts),
        ("activeSince", ActiveSince is { } index ? (CanonicalValue)(long)index : default),
        ("algorithm", Algorithm),
        ("backups", CanonicalArray.OfObjects(Backups.Select(backup => backup.ToObject()))),
        ("ceremony", Ceremony?.ToString()),
        ("changedAt", ChangedAt.ToString()),
        ("client", Client?.ToString()),
        ("destroyed", Destroyed.Count == 0 ? default : (CanonicalValue)CanonicalArray.OfTexts(Destroyed)),
        ("exportable", IsExportable),
        ("lastRestoreTest", LastRestoreTest?.ToString()),
        ("level", Level.ToText()),
        ("reason", Reason),
        ("root", Root.ToString()),
        ("state", State.ToText()),
        ("tokens", Tokens.Count == 0
            ? default
            : (CanonicalValue)CanonicalArray.OfObjects(Tokens.Select(token => token.ToObject()))));

    public static RootRecord? Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        RootRecord record = new()
        {
            Accounts = read.Integer("accounts", 0, CanonicalJson.IntegerMax),
            ActiveSince = read.Has("activeSince")
                ? (ulong)read.Integer("activeSince", 0, CanonicalJson.IntegerMax)
                : null,
            Algorithm = read.Text("algorithm", TokenFact.TextMax),
            Backups = RootBackup.ReadAll(ref read, "backups"),
            Ceremony = read.Has("ceremony") ? read.Digest("ceremony") : null,
            ChangedAt = read.Time("changedAt"),
            Client = read.Has("client") ? new ClientId(read.Id("client")) : null,
            Destroyed = read.Has("destroyed") ? read.List<string>("destroyed", 1, 2, TryReadWord) : [],
            IsExportable = read.Flag("exportable"),
            LastRestoreTest = read.Has("lastRestoreTest") ? read.Time("lastRestoreTest") : null,
            Level = read.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse),
            Reason = read.Has("reason")
                ? read.Text("reason", Intent.KeyStateChange.ReasonCharactersMax)
                : null,
            Root = read.Digest("root"),
            State = read.Parse<KeyState>("state", KeyStates.TryParse),
            Tokens = TokenFact.ReadAll(ref read, "tokens"),
        };
        return read.TryEnd(out refusal) ? record : null;
    }

    /// <summary>
    /// The root that an institution is founded with: in use at once, its backup still to come.
    /// </summary>
    internal static RootRecord OfFounding(KeystoreFact keystore, ulong index, Timestamp time) => new()
    {
        Root = keystore.Root,
        State = KeyState.Active,
        Level = keystore.Level,
        IsExportable = CanLeave(keystore.Level),
        Tokens = keystore.Tokens,
        ActiveSince = index,
        ChangedAt = time,
    };

    private static bool TryReadWord(
        string text, [NotNullWhen(true)] out string? word, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isWord = text is CeremonyOutcome.Keystore or CeremonyOutcome.Shares;
        word = isWord ? text : null;
        refusal = isWord ? null : JsonRefusals.MalformedValue("destroyed", "keystore, shares");
        return isWord;
    }

    /// <summary>The root of a cold Signer whose making no registered ceremony tells of.</summary>
    internal static RootRecord OfCold(
        Digest root, ProtectionLevel level, ulong index, Timestamp time) => new()
    {
        Root = root,
        State = KeyState.Active,
        Level = level,
        IsExportable = CanLeave(level),
        ActiveSince = index,
        ChangedAt = time,
    };

    /// <summary>
    /// A seed that is sealed for tokens can be opened outside them; a key born there cannot.
    /// </summary>
    internal static bool CanLeave(ProtectionLevel level) =>
        level is ProtectionLevel.Software or ProtectionLevel.HsmWrapped;
}
