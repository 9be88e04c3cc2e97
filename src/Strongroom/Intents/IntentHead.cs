namespace Strongroom.Intents;

/// <summary>What every intent begins with, for building one in code.</summary>
public sealed record IntentHead(Digest Institution, IntentId Id, Timestamp CreatedAt, Timestamp ExpiresAt)
{
    /// <summary>The canonical object of an intent: these members, the kind, and the kind's own.</summary>
    public CanonicalObject Compose(IntentKind kind, params ReadOnlySpan<(string Name, CanonicalValue Value)> members) =>
        CanonicalObject.Of(
        [
            ("schema", Intent.Schema),
            ("institution", Institution.ToString()),
            ("kind", kind.ToText()),
            ("id", Id.ToString()),
            ("createdAt", CreatedAt.ToString()),
            ("expiresAt", ExpiresAt.ToString()),
            .. members,
        ]);
}
