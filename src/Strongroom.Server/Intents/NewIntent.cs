using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// Heads for intents that the Server composes, with the life that each kind is given by default.
/// </summary>
internal static class NewIntent
{
    private static readonly TimeSpan s_movementLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_governanceLife = TimeSpan.FromDays(7);

    internal static IntentHead Head(Digest genesis, DateTimeOffset now, bool isMovement)
    {
        Timestamp createdAt = Timestamp.From(now);
        Timestamp expiresAt = createdAt + (isMovement ? s_movementLife : s_governanceLife);
        return new IntentHead(genesis, IntentId.From(NewId.At(now)), createdAt, expiresAt);
    }

    /// <summary>
    /// What the Server composed must read as an intent: anything else is a bug of the Server.
    /// </summary>
    internal static Intent Read(CanonicalObject composed)
    {
        bool isIntent = Intent.TryParse(composed, out Intent? intent, out Refusal? refusal);
        Invariant.Holds(isIntent, refusal?.Code ?? "");
        return intent!;
    }
}
